package dev.hivecluster.simulator;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.loopback.Loopback.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A block of ports of 127.0.0.1, for hosts that cannot give each machine an address of its own. The machines still know
 * each other by their addresses and Hive's ports; only the real sockets are elsewhere.
 */
final class MappedAddresses implements Addresses {
    /** The first port of the first block; all blocks lie below the range of ports that systems give to clients. */
    static final int FIRST_PORT = 12_000;

    static final int BLOCK_SIZE = 100;
    static final int BLOCKS = 200;

    /** Per machine: SSH, then Hive's services. */
    private static final int PORTS_PER_MACHINE = 1 + MachinePorts.SERVICES.size();

    private final String prefix;
    private final int firstPort;
    private final ServerSocket claim;
    private final String note;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    private MappedAddresses(String prefix, int firstPort, ServerSocket claim, String note) {
        this.prefix = prefix;
        this.firstPort = firstPort;
        this.claim = claim;
        this.note = note;
    }

    /**
     * Takes a block of ports, if nobody has it and all of it is free.
     *
     * @param prefix what the machines' own addresses begin with
     * @param block the number of the block, from 0
     * @param reason why the machines cannot have real addresses of their own
     * @throws IOException if it cannot be had; the message names the port
     */
    static MappedAddresses claim(String prefix, int block, String reason, Listening listening) throws IOException {
        int firstPort = FIRST_PORT + block * BLOCK_SIZE;
        // The block's last port is used by no machine.
        ServerSocket claim = listening.listen(Loopback.socket(Loopback.LOCALHOST, firstPort + BLOCK_SIZE - 1));
        MappedAddresses addresses = new MappedAddresses(
                prefix,
                firstPort,
                claim,
                "the nodes share 127.0.0.1 and have ports from %d on instead of Hive's own, since %s"
                        .formatted(firstPort, reason));
        try {
            for (int port = firstPort; port < firstPort + ClusterSpec.MAX_NODES * PORTS_PER_MACHINE; port++) {
                if (!listening.canListen(Loopback.socket(Loopback.LOCALHOST, port))) {
                    throw new IOException("port %d of 127.0.0.1 is taken by another program".formatted(port));
                }
            }
            return addresses;
        } catch (IOException e) {
            addresses.close();
            throw e;
        }
    }

    @Override
    public String management(int machine) {
        return Loopback.LOCALHOST;
    }

    @Override
    public String data(int machine) {
        return prefix + machine;
    }

    @Override
    public int sshPort(int machine) {
        return firstPort + (machine - 1) * PORTS_PER_MACHINE;
    }

    @Override
    public Optional<ServicePorts> servicePorts(int machine) {
        return Optional.of(new ServicePorts(
                mapped(machine, ServicePorts.HIVE.gateway()),
                mapped(machine, ServicePorts.HIVE.storage()),
                mapped(machine, ServicePorts.HIVE.daemon()),
                mapped(machine, ServicePorts.HIVE.natsMonitor())));
    }

    @Override
    public InetSocketAddress socket(String address, int port) {
        if (MachinePorts.SERVICES.contains(port)) {
            for (int machine = 1; machine <= ClusterSpec.MAX_NODES; machine++) {
                if (data(machine).equals(address)) {
                    return Loopback.socket(Loopback.LOCALHOST, mapped(machine, port));
                }
            }
        }
        return opened.contains(address + ":" + port)
                ? Loopback.socket(Loopback.LOCALHOST, port)
                : Loopback.socket(address, port);
    }

    @Override
    public InetSocketAddress anyPort(String address) {
        return Loopback.socket(Loopback.LOCALHOST, 0);
    }

    /** Only these: the other ports of 127.0.0.1 are not the cluster's. */
    @Override
    public AutoCloseable open(String address, int port) {
        String server = address + ":" + port;
        opened.add(server);
        return () -> opened.remove(server);
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the claim of the ports from %d cannot be given up".formatted(firstPort), e);
        }
    }

    private int mapped(int machine, int port) {
        return sshPort(machine) + 1 + MachinePorts.SERVICES.indexOf(port);
    }
}
