package dev.hivecluster.simulator;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.simulator.Loopback.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** A /24 of the loopback network, in which every machine has an address of its own and Hive's own ports. */
final class OwnAddresses implements Addresses {
    /** Listened on for as long as the block is ours; no machine has this address. */
    private static final int CLAIM_ADDRESS = 254;

    private static final int CLAIM_PORT = 4431;

    private final String prefix;
    private final ServerSocket claim;

    private OwnAddresses(String prefix, ServerSocket claim) {
        this.prefix = prefix;
        this.claim = claim;
    }

    /**
     * Takes a block, if nobody has it and no port that its machines need is taken.
     *
     * @param prefix the block, such as {@code 127.13.77.}
     * @throws IOException if it cannot be had; the message names the address and port
     */
    static OwnAddresses claim(String prefix, Listening listening) throws IOException {
        ServerSocket claim = listening.listen(Loopback.socket(prefix + CLAIM_ADDRESS, CLAIM_PORT));
        OwnAddresses block = new OwnAddresses(prefix, claim);
        try {
            for (int machine = 1; machine <= ClusterSpec.MAX_NODES; machine++) {
                block.checkFree(machine, MachinePorts.SSH, listening);
                for (int port : MachinePorts.SERVICES) {
                    block.checkFree(machine, port, listening);
                }
            }
            return block;
        } catch (IOException e) {
            block.close();
            throw e;
        }
    }

    private void checkFree(int machine, int port, Listening listening) throws IOException {
        InetSocketAddress socket = Loopback.socket(data(machine), port);
        if (!listening.canListen(socket)) {
            throw new IOException("port %d of %s is taken by another program".formatted(port, data(machine)));
        }
    }

    @Override
    public String management(int machine) {
        return data(machine);
    }

    @Override
    public String data(int machine) {
        return prefix + machine;
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
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the claim of %s0 cannot be given up".formatted(prefix), e);
        }
    }
}
