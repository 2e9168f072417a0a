package dev.hivecluster.simulator.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The loopback interface's addresses, 127.0.0.0/8; the simulator uses no others. */
public final class Loopback {
    /** The one that every host has. */
    public static final String LOCALHOST = "127.0.0.1";

    private static final Pattern ADDRESS = Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private Loopback() {}

    /**
     * The real socket address.
     *
     * @return an unresolved one, which can be neither bound nor connected to, unless the address is a loopback address
     */
    public static InetSocketAddress socket(String address, int port) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return InetSocketAddress.createUnresolved(address, port);
        }
        byte[] bytes = {127, 0, 0, 0};
        for (int i = 1; i < bytes.length; i++) {
            int part = Integer.parseInt(parts.group(i));
            if (part > 255) {
                return InetSocketAddress.createUnresolved(address, port);
            }
            bytes[i] = (byte) part;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    /** Listens; the operating system's way. */
    public static ServerSocket listen(InetSocketAddress at) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(at, 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A way to listen on a socket address, so as to learn whether it can be had, or to hold it. */
    @FunctionalInterface
    public interface Listening {
        /** @throws IOException if the address cannot be had or the port is taken */
        ServerSocket listen(InetSocketAddress at) throws IOException;

        /** Whether it can be had just now. */
        default boolean canListen(InetSocketAddress at) {
            try {
                listen(at).close();
                return true;
            } catch (IOException taken) {
                return false;
            }
        }
    }
}
