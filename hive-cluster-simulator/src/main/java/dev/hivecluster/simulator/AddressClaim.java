package dev.hivecluster.simulator;

import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.loopback.Loopback.Listening;
import dev.hivecluster.simulator.loopback.LoopbackBlock;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Finds addresses for a cluster's machines. Where it looks first depends on the record's id, so that two checkouts rarely
 * want the same; that they never get the same is proved by binding.
 */
final class AddressClaim {
    private static final int OWN_BLOCKS_TRIED = 16;

    private final String recordId;
    private final Listening listening;

    AddressClaim(String recordId, Listening listening) {
        this.recordId = recordId;
        this.listening = listening;
    }

    /**
     * Takes a block: one with an address for each machine, or else one of ports of 127.0.0.1.
     *
     * @param mapped whether only ports of 127.0.0.1 are wanted
     * @throws IOException if there is none
     */
    Addresses claim(boolean mapped) throws IOException {
        if (mapped) {
            return mapped("%smapped is asked for".formatted(SimulatorSettings.ADDRESSES + "="));
        }
        String taken = "";
        for (int attempt = 0; attempt < OWN_BLOCKS_TRIED; attempt++) {
            String prefix = LoopbackBlock.candidate(recordId, attempt);
            InetSocketAddress anyPort = Loopback.socket(prefix + 1, 0);
            if (!listening.canListen(anyPort)) {
                return mapped("this host has no address %s1".formatted(prefix));
            }
            try {
                return OwnAddresses.claim(prefix, listening);
            } catch (IOException e) {
                taken = String.valueOf(e.getMessage());
            }
        }
        return mapped("%s, as it is in %d other blocks; does it listen on every address?"
                .formatted(taken, OWN_BLOCKS_TRIED - 1));
    }

    private Addresses mapped(String reason) throws IOException {
        int first = LoopbackBlock.hash("ports", 0, recordId)[0] & 0xff;
        IOException last = new IOException("no block was tried");
        for (int attempt = 0; attempt < MappedAddresses.BLOCKS; attempt++) {
            try {
                return MappedAddresses.claim(
                        LoopbackBlock.candidate(recordId, 0),
                        (first + attempt) % MappedAddresses.BLOCKS,
                        reason,
                        listening);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "127.0.0.1 has no %d free ports in a row between %d and %d; last seen: %s. End what listens there"
                        .formatted(
                                MappedAddresses.BLOCK_SIZE,
                                MappedAddresses.FIRST_PORT,
                                MappedAddresses.FIRST_PORT + MappedAddresses.BLOCKS * MappedAddresses.BLOCK_SIZE,
                                last.getMessage()),
                last);
    }
}
