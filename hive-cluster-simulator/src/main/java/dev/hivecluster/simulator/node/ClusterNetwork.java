package dev.hivecluster.simulator.node;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** The network of a simulated cluster: there is nothing else that its machines can reach. */
public interface ClusterNetwork {
    /**
     * The address of a machine of the cluster; empty for everything outside.
     *
     * @param nameOrAddress a machine's host name or address
     */
    Optional<String> find(String nameOrAddress);

    /**
     * Where a machine's address and port really are on the real host.
     *
     * @param address of a machine of the cluster
     */
    InetSocketAddress socket(String address, int port);

    /**
     * Where a server of a machine really listens on a port that the system chooses.
     *
     * @param address of a machine of the cluster
     */
    InetSocketAddress anyPort(String address);

    /**
     * Makes such a server reachable at that address and port, until what is returned is closed.
     *
     * @param address of a machine of the cluster
     */
    AutoCloseable open(String address, int port);

    /**
     * A network in which every machine has an address of the real host's own.
     *
     * @param addresses the machines' addresses by their names
     */
    static ClusterNetwork direct(Map<String, String> addresses) {
        Map<String, String> known = Map.copyOf(addresses);
        return new ClusterNetwork() {
            @Override
            public Optional<String> find(String nameOrAddress) {
                return known.containsValue(nameOrAddress)
                        ? Optional.of(nameOrAddress)
                        : Optional.ofNullable(known.get(nameOrAddress));
            }

            @Override
            public InetSocketAddress socket(String address, int port) {
                return new InetSocketAddress(address, port);
            }

            @Override
            public InetSocketAddress anyPort(String address) {
                return new InetSocketAddress(address, 0);
            }

            @Override
            public AutoCloseable open(String address, int port) {
                return () -> {};
            }
        };
    }
}
