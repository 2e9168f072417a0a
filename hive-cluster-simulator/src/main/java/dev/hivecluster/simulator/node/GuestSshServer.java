package dev.hivecluster.simulator.node;

import dev.hivecluster.remote.SshTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.SessionFactory;

/**
 * The SSH servers of a node's guests: one port each, and the same few threads for all. A guest that has not booted cuts
 * its clients off, as QEMU's port forwarding does.
 */
public final class GuestSshServer implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final Shared server =
            (Shared) ServerBuilder.builder().factory(Shared::new).build();
    private final SessionFactory sessions = new SessionFactory(server);
    private final Map<Integer, GuestMachine> byPort = new ConcurrentHashMap<>();

    /** One that has no guests yet. */
    public GuestSshServer() {
        server.setIoServiceFactoryFactory(SshTransport.factory());
        server.setKeyPairProvider(session -> List.of(keyOf(session)));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(this::isAuthorized);
        server.setCommandFactory(
                (channel, line) -> guest(channel.getServerSession()).session(channel, line));
        server.setShellFactory(channel -> guest(channel.getServerSession()).session(channel, null));
        server.setSessionFactory(sessions);
        server.addSessionListener(new Booting());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.COMMAND_EXIT_TIMEOUT.set(server, Duration.ofMillis(1));
        server.check();
    }

    /**
     * Opens a port for a guest.
     *
     * @param at where; port 0 for any
     * @throws IOException if it cannot be bound
     */
    public Port open(GuestMachine guest, InetSocketAddress at) throws IOException {
        IoAcceptor acceptor = server.getIoServiceFactory().createAcceptor(sessions);
        try {
            acceptor.bind(at);
            SocketAddress bound = acceptor.getBoundAddresses().iterator().next();
            int port = ((InetSocketAddress) bound).getPort();
            byPort.put(port, guest);
            return new Port(port, acceptor);
        } catch (IOException e) {
            acceptor.close(true);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        await(server.close(true), "the SSH servers of the guests");
    }

    private static void await(CloseFuture closed, String what) throws IOException {
        if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            throw new InterruptedIOException("%s did not close within %d s".formatted(what, CLOSE_SECONDS));
        }
    }

    private Optional<GuestMachine> listening(Session session) {
        SocketAddress local = session.getIoSession().getLocalAddress();
        return Optional.ofNullable(byPort.get(((InetSocketAddress) local).getPort()));
    }

    private GuestMachine guest(Session session) throws IOException {
        return listening(session).orElseThrow(() -> new IOException("the guest has been switched off"));
    }

    private KeyPair keyOf(SessionContext session) throws IOException {
        return guest((Session) session).hostKey();
    }

    private boolean isAuthorized(String user, PublicKey key, ServerSession session) {
        Optional<GuestMachine> guest = listening(session);
        if (guest.isEmpty() || !user.equals(GuestMachine.USER)) {
            return false;
        }
        String line = guest.get().settings().authorizedKey();
        try {
            return !line.isEmpty()
                    && KeyUtils.compareKeys(
                            key,
                            AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).resolvePublicKey(session, null, null));
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    /** The port of a guest. */
    public final class Port implements AutoCloseable {
        private final int number;
        private final IoAcceptor acceptor;

        private Port(int number, IoAcceptor acceptor) {
            this.number = number;
            this.acceptor = acceptor;
        }

        public int number() {
            return number;
        }

        /** Nobody listens there any more, and the guest's clients are cut off, when this returns. */
        @Override
        public void close() throws IOException {
            byPort.remove(number);
            await(acceptor.close(true), "the SSH server on port " + number);
        }
    }

    private final class Booting implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            if (listening(session).filter(GuestMachine::isBooted).isEmpty()) {
                session.close(true);
            }
        }
    }

    /** A server without a port of its own. */
    private static final class Shared extends SshServer {
        void check() {
            checkConfig();
        }
    }
}
