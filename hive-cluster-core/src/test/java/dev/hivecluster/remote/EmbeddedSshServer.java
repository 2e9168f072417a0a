package dev.hivecluster.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SSH server on loopback that runs commands by {@code /bin/sh}, as whoever runs the test. */
public final class EmbeddedSshServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final Set<String> keysOffered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commands = new AtomicInteger();

    /** @param port 0 for a free one */
    EmbeddedSshServer(int port, List<Path> hostKeys, SshKeyPair user) throws IOException {
        server.setIoServiceFactoryFactory(SshTransport.factory());
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKeys));
        server.setPublickeyAuthenticator((name, key, session) -> {
            keysOffered.add(KnownHostKey.describe(key));
            return KeyUtils.compareKeys(key, publicKey(user));
        });
        server.setCommandFactory((channel, line) -> {
            commands.incrementAndGet();
            return new ShCommand(line);
        });
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.start();
    }

    public int port() {
        return server.getPort();
    }

    /** How many commands it was sent. */
    int commands() {
        return commands.get();
    }

    /** The keys that anybody tried to log in with. */
    Set<String> keysOffered() {
        return keysOffered;
    }

    /** Breaks every connection, as a host that loses its power does; the server listens on. */
    void dropSessions() throws IOException {
        for (Session session : server.getActiveSessions()) {
            session.close(true).await(Duration.ofSeconds(5));
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static PublicKey publicKey(SshKeyPair pair) {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(pair.publicKey())
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
