package dev.hivecluster.simulator.loopback;

import dev.hivecluster.simulator.loopback.Loopback.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A /24 of the loopback network that is one simulator's until it is closed: that two never have the same is proved by
 * binding.
 */
public final class LoopbackBlock implements AutoCloseable {
    /** Listened on for as long as the block is ours; no machine has this address. */
    private static final int CLAIM_ADDRESS = 254;

    private static final int CLAIM_PORT = 4431;

    private final String prefix;
    private final ServerSocket claim;
    private final Listening listening;

    private LoopbackBlock(String prefix, ServerSocket claim, Listening listening) {
        this.prefix = prefix;
        this.claim = claim;
        this.listening = listening;
    }

    /**
     * Takes a block, if nobody has it.
     *
     * @param prefix the block, such as {@code 127.13.77.}
     * @throws IOException if it cannot be had
     */
    public static LoopbackBlock claim(String prefix, Listening listening) throws IOException {
        return new LoopbackBlock(
                prefix, listening.listen(Loopback.socket(prefix + CLAIM_ADDRESS, CLAIM_PORT)), listening);
    }

    /**
     * Which block to try first, second and so on: what one id prefers another one rarely does. Such as {@code 127.13.77.};
     * never 127.0, where systems have their own.
     */
    public static String candidate(String id, int attempt) {
        byte[] hash = hash("addresses", attempt, id);
        return "127.%d.%d.".formatted(1 + (hash[0] & 0xff) % 254, hash[1] & 0xff);
    }

    /** Random bytes that are always the same for the same arguments. */
    public static byte[] hash(String purpose, int attempt, String id) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest("%s %d %s".formatted(purpose, attempt, id).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An address of the block, from its last number. */
    public String address(int number) {
        return prefix + number;
    }

    /** @throws IOException if somebody listens on that port of that address; the message names both */
    public void requireFree(int number, int port) throws IOException {
        InetSocketAddress socket = Loopback.socket(address(number), port);
        if (!listening.canListen(socket)) {
            throw new IOException("port %d of %s is taken by another program".formatted(port, address(number)));
        }
    }

    /** Gives it up. */
    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the claim of %s0 cannot be given up".formatted(prefix), e);
        }
    }
}
