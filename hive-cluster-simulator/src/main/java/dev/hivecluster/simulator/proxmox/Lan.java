package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.loopback.LoopbackBlock;
import dev.hivecluster.simulator.node.ClusterNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The network that all virtual machines share, whichever cluster they belong to, with its DHCP server: each machine has an
 * address for its management and, if it has a second network device, another for its data.
 */
final class Lan implements ClusterNetwork, AutoCloseable {
    private static final int MOST_MACHINES = 100;
    private static final int BLOCKS_TRIED = 16;

    private final LoopbackBlock block;
    private final List<Integer> managementPorts;
    private final List<Integer> dataPorts;
    private final Map<Integer, Lease> leases = new TreeMap<>();
    private int last;

    private Lan(LoopbackBlock block, List<Integer> managementPorts, List<Integer> dataPorts) {
        this.block = block;
        this.managementPorts = managementPorts;
        this.dataPorts = dataPorts;
    }

    /**
     * Takes a block of addresses that nobody else has.
     *
     * @param id what is looked for first depends on it
     * @param managementPorts what a machine listens on at its management address
     * @param dataPorts what a machine listens on at its data address
     * @throws IOException if there is none
     */
    static Lan claim(String id, List<Integer> managementPorts, List<Integer> dataPorts) throws IOException {
        IOException last = new IOException("no block was tried");
        for (int attempt = 0; attempt < BLOCKS_TRIED; attempt++) {
            try {
                LoopbackBlock block = LoopbackBlock.claim(LoopbackBlock.candidate(id, attempt), Loopback::listen);
                return new Lan(block, List.copyOf(managementPorts), List.copyOf(dataPorts));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "the faked Proxmox needs addresses of its own in 127.0.0.0/8, which every Linux has; last seen: %s"
                        .formatted(last.getMessage()),
                last);
    }

    /**
     * The addresses of a machine; the same until they are released.
     *
     * @param name the machine's host name
     * @param separateData whether it has an address of its own for data
     * @throws IOException if there is none left
     */
    synchronized Lease lease(int vmid, String name, boolean separateData) throws IOException {
        Lease present = leases.get(vmid);
        int number = present == null ? free() : present.number;
        Lease lease = new Lease(
                number, name, block.address(number), block.address(separateData ? MOST_MACHINES + number : number));
        leases.put(vmid, lease);
        return lease;
    }

    /** As far as possible one that nobody had before: somebody may still remember its host key. */
    private int free() throws IOException {
        for (int i = 0; i < MOST_MACHINES; i++) {
            last = last % MOST_MACHINES + 1;
            int number = last;
            if (leases.values().stream().noneMatch(lease -> lease.number == number) && isFree(number)) {
                return number;
            }
        }
        throw new IOException("no address is left for one more virtual machine");
    }

    private boolean isFree(int number) {
        try {
            for (int port : managementPorts) {
                block.requireFree(number, port);
            }
            for (int port : dataPorts) {
                block.requireFree(number, port);
                block.requireFree(MOST_MACHINES + number, port);
            }
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    synchronized void release(int vmid) {
        leases.remove(vmid);
    }

    @Override
    public synchronized Optional<String> find(String nameOrAddress) {
        return leases.values().stream()
                .filter(lease -> lease.management.equals(nameOrAddress)
                        || lease.data.equals(nameOrAddress)
                        || lease.name.equals(nameOrAddress))
                .findFirst()
                .map(lease -> lease.management.equals(nameOrAddress) ? lease.management : lease.data);
    }

    @Override
    public InetSocketAddress socket(String address, int port) {
        return Loopback.socket(address, port);
    }

    @Override
    public InetSocketAddress anyPort(String address) {
        return Loopback.socket(address, 0);
    }

    @Override
    public AutoCloseable open(String address, int port) {
        return () -> {};
    }

    @Override
    public void close() {
        block.close();
    }

    /**
     * The addresses of a machine.
     *
     * @param number the machine's in this network
     * @param data the same as for management, if it has one network device
     */
    record Lease(int number, String name, String management, String data) {}
}
