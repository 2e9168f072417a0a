package dev.hivecluster.simulator.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A listening socket and its connections, one thread each, all of them ended by {@link #close()}. */
public final class TcpServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TcpServer.class.getName());
    private static final int BACKLOG = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket listener;
    private final Protocol protocol;
    private final String name;
    private final List<Connection> connections = new ArrayList<>();
    private int count;
    private boolean closed;

    private TcpServer(ServerSocket listener, String name, Protocol protocol) {
        this.listener = listener;
        this.name = name;
        this.protocol = protocol;
    }

    /**
     * Starts listening; connections are served when this returns.
     *
     * @param address where to listen; port 0 for any free one
     * @param name the prefix of its threads' names
     * @throws IOException if the address or port cannot be had; the message names it
     */
    public static TcpServer start(InetSocketAddress address, String name, Protocol protocol) throws IOException {
        TcpServer server = new TcpServer(listen(address), name, protocol);
        server.begin(server.listener, server::accept);
        return server;
    }

    /**
     * Finds out whether an address and port can be had.
     *
     * @throws IOException if not; the message names it
     */
    public static void probe(InetSocketAddress address) throws IOException {
        listen(address).close();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Ends it: the port is free, the connections are closed and the threads gone when this returns. */
    @Override
    public void close() {
        List<Connection> ending;
        synchronized (connections) {
            closed = true;
            ending = List.copyOf(connections);
        }
        for (Connection connection : ending) {
            closeQuietly(connection.socket());
            connection.thread().interrupt();
        }
        boolean interrupted = Thread.interrupted();
        for (Connection connection : ending) {
            try {
                join(connection.thread());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join(Thread thread) throws InterruptedException {
        if (!thread.equals(Thread.currentThread())) {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                LOG.severe(() -> "%s does not end: it ignores interrupts".formatted(thread.getName()));
            }
        }
    }

    /** Serves a socket by a thread of its own; one that comes too late is closed. */
    private void begin(AutoCloseable socket, Runnable task) {
        synchronized (connections) {
            if (closed) {
                closeQuietly(socket);
                return;
            }
            connections.removeIf(connection -> !connection.thread().isAlive());
            Thread thread = new Thread(task, name + "-" + count++);
            thread.setDaemon(true);
            thread.start();
            connections.add(new Connection(socket, thread));
        }
    }

    private boolean isClosed() {
        synchronized (connections) {
            return closed;
        }
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
            return listener;
        } catch (BindException e) {
            listener.close();
            String host = address.getAddress() == null
                    ? address.getHostString()
                    : address.getAddress().getHostAddress();
            BindException named =
                    new BindException("listen tcp %s:%d: %s".formatted(host, address.getPort(), e.getMessage()));
            named.initCause(e);
            throw named;
        }
    }

    private void accept() {
        while (!isClosed()) {
            try {
                Socket socket = listener.accept();
                begin(socket, () -> serve(socket));
            } catch (IOException e) {
                if (!isClosed()) {
                    LOG.log(Level.WARNING, e, () -> name + " cannot accept a connection");
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            protocol.serve(socket);
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "a connection to %s ended".formatted(name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.log(Level.FINE, "a socket was closed already", e);
        }
    }

    private record Connection(AutoCloseable socket, Thread thread) {}

    /** What is spoken on a connection. */
    @FunctionalInterface
    public interface Protocol {
        /** Speaks it until the connection ends; the socket is closed afterwards. */
        void serve(Socket socket) throws IOException, InterruptedException;
    }
}
