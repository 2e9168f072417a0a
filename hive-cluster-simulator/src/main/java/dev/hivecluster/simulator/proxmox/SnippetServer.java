package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.remote.SshTransport;
import dev.hivecluster.simulator.loopback.Loopback;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SSH server of a Proxmox host, as far as snippets need it: one user, one key, SFTP and nothing else. */
final class SnippetServer implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final SshServer server;

    private SnippetServer(SshServer server) {
        this.server = server;
    }

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @param root what its user sees as the root directory
     */
    static SnippetServer start(Path root, KeyPair hostKey, String user, PublicKey authorizedKey) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setIoServiceFactoryFactory(SshTransport.factory());
        server.setHost(Loopback.LOCALHOST);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (name, key, session) -> name.equals(user) && KeyUtils.compareKeys(key, authorizedKey));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
        server.start();
        return new SnippetServer(server);
    }

    int port() {
        return server.getPort();
    }

    /** Ends it and cuts off its clients. */
    @Override
    public void close() throws IOException {
        if (!server.close(true).await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            throw new InterruptedIOException(
                    "the SSH server on port %d did not close within %d s".formatted(port(), CLOSE_SECONDS));
        }
    }
}
