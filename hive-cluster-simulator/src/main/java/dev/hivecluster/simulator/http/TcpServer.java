package dev.hivecluster.simulator.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket and its connections, one thread each, all of them ended by {@link #close()}. */
public final class TcpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final int BACKLOG = 1024;

    private final ServerSocket listener;
    private final Protocol protocol;
    private final ExecutorService threads;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private TcpServer(ServerSocket listener, String name, Protocol protocol) {
        this.listener = listener;
        this.protocol = protocol;
        AtomicInteger count = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(1, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
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
        server.threads.execute(server::accept);
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
        closed = true;
        closeQuietly(listener);
        connections.forEach(TcpServer::closeQuietly);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.error("a connection to {} does not end", address());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        while (!closed) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                if (closed) {
                    closeQuietly(socket);
                }
                threads.execute(() -> serve(socket));
            } catch (RejectedExecutionException e) {
                connections.forEach(TcpServer::closeQuietly);
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("{} cannot accept a connection", address(), e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            protocol.serve(socket);
        } catch (IOException e) {
            LOG.debug("a connection to {} ended", address(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("a socket was closed already", e);
        }
    }

    /** What is spoken on a connection. */
    @FunctionalInterface
    public interface Protocol {
        /** Speaks it until the connection ends; the socket is closed afterwards. */
        void serve(Socket socket) throws IOException, InterruptedException;
    }
}
