package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
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
    private static final String HOST_KEY = "/etc/ssh/ssh_host_ed25519_key";

    private final Shared server =
            (Shared) ServerBuilder.builder().factory(Shared::new).build();
    private final SessionFactory sessions = new SessionFactory(server);
    private final Map<Integer, Listening> byPort = new ConcurrentHashMap<>();

    /** One that has no guests yet. */
    public GuestSshServer() {
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
     * @throws IOException if it cannot be bound, or the guest's host key cannot be made
     */
    public Port open(GuestMachine guest, InetSocketAddress at) throws IOException {
        KeyPair key = hostKey(guest);
        IoAcceptor acceptor = server.getIoServiceFactory().createAcceptor(sessions);
        try {
            acceptor.bind(at);
            SocketAddress bound = acceptor.getBoundAddresses().iterator().next();
            int port = ((InetSocketAddress) bound).getPort();
            byPort.put(port, new Listening(guest, key));
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

    private Optional<Listening> listening(Session session) {
        SocketAddress local = session.getIoSession().getLocalAddress();
        return Optional.ofNullable(byPort.get(((InetSocketAddress) local).getPort()));
    }

    private GuestMachine guest(Session session) throws IOException {
        return listening(session)
                .map(Listening::guest)
                .orElseThrow(() -> new IOException("the guest has been switched off"));
    }

    private KeyPair keyOf(SessionContext session) throws IOException {
        return listening((Session) session)
                .map(Listening::hostKey)
                .orElseThrow(() -> new IOException("the guest has been switched off"));
    }

    private boolean isAuthorized(String user, PublicKey key, ServerSession session) {
        Optional<Listening> guest = listening(session);
        if (guest.isEmpty() || !user.equals(GuestMachine.USER)) {
            return false;
        }
        String line = guest.get().guest().settings().authorizedKey();
        try {
            return !line.isEmpty()
                    && KeyUtils.compareKeys(
                            key,
                            AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).resolvePublicKey(session, null, null));
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    /** A guest keeps its key on its disk: who knows it finds the same after a stop and a start. */
    private static KeyPair hostKey(GuestMachine guest) throws IOException {
        Path file = guest.files().resolve(HOST_KEY);
        try {
            if (Files.exists(file)) {
                try (var in = Files.newInputStream(file)) {
                    return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(HOST_KEY), in, null)
                            .iterator()
                            .next();
                }
            }
            KeyPair made = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
            Files.createDirectories(file.getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, null, null, out);
            }
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("the host key of %s cannot be had: %s".formatted(guest.name(), e.getMessage()), e);
        }
    }

    private record Listening(GuestMachine guest, KeyPair hostKey) {}

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
            if (listening(session).filter(found -> found.guest().isBooted()).isEmpty()) {
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
