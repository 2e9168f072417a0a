package dev.hivecluster.simulator;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.loopback.Loopback.Listening;
import dev.hivecluster.simulator.loopback.LoopbackBlock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A /24 of the loopback network, in which every machine has an address of its own and Hive's own ports. */
final class OwnAddresses implements Addresses {
    private final LoopbackBlock block;

    private OwnAddresses(LoopbackBlock block) {
        this.block = block;
    }

    /**
     * Takes a block, if nobody has it and no port that its machines need is taken.
     *
     * @param prefix the block, such as {@code 127.13.77.}
     * @throws IOException if it cannot be had; the message names the address and port
     */
    static OwnAddresses claim(String prefix, Listening listening) throws IOException {
        LoopbackBlock block = LoopbackBlock.claim(prefix, listening);
        try {
            for (int machine = 1; machine <= ClusterSpec.MAX_NODES; machine++) {
                block.requireFree(machine, MachinePorts.SSH);
                for (int port : MachinePorts.SERVICES) {
                    block.requireFree(machine, port);
                }
            }
            return new OwnAddresses(block);
        } catch (IOException e) {
            block.close();
            throw e;
        }
    }

    @Override
    public String management(int machine) {
        return data(machine);
    }

    @Override
    public String data(int machine) {
        return block.address(machine);
    }

    @Override
    public int sshPort(int machine) {
        return MachinePorts.SSH;
    }

    @Override
    public Optional<ServicePorts> servicePorts(int machine) {
        return Optional.empty();
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
    public String note() {
        return "";
    }

    @Override
    public void close() {
        block.close();
    }
}
