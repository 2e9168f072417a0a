package dev.hivecluster.simulator.node;

import dev.hivecluster.remote.SshTransport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.AgentForwardingFilter;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.X11ForwardingFilter;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SSH server of a machine: one user, public keys only; commands, a shell, SFTP, and tunnels within the cluster. */
final class NodeSshServer implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final SshServer server;

    private NodeSshServer(SshServer server) {
        this.server = server;
    }

    /**
     * Starts it; it answers when this returns.
     *
     * @throws IOException if its port cannot be bound
     */
    static NodeSshServer start(SimulatedNode node, NodeSettings settings, ProcessTable processes, Program shell)
            throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setIoServiceFactoryFactory(SshTransport.factory());
        InetSocketAddress address = settings.ssh();
        server.setHost(address.getAddress().getHostAddress());
        server.setPort(address.getPort());
        server.setKeyPairProvider(KeyPairProvider.wrap(settings.hostKey()));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) -> user.equals(settings.user())
                && settings.authorizedKeys().stream().anyMatch(known -> KeyUtils.compareKeys(key, known)));
        server.setCommandFactory((channel, line) -> new CommandSession(node.login(), processes, shell, line));
        server.setShellFactory(channel -> new CommandSession(node.login(), processes, shell, null));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(
                        new TreeAccess(node.files(), node.login().home()))
                .build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(node.files().root()));
        server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE, new ClusterForwarding(node::reachable)));
        server.setForwardingFilter(ForwardingFilter.asForwardingFilter(
                AgentForwardingFilter.of(false), X11ForwardingFilter.of(false), new TunnelsOut()));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.COMMAND_EXIT_TIMEOUT.set(server, Duration.ofMillis(1));
        try {
            server.start();
        } catch (IOException e) {
            server.close(true);
            throw new IOException(
                    "%s: its SSH server cannot listen on %s: %s; end what listens there, or choose another port"
                            .formatted(node.name(), address, e.getMessage()),
                    e);
        }
        return new NodeSshServer(server);
    }

    /** Ends it and cuts off its clients. */
    @Override
    public void close() throws IOException {
        if (!server.close(true).await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            throw new InterruptedIOException("the SSH server on %s:%d did not close within %d s"
                    .formatted(server.getHost(), server.getPort(), CLOSE_SECONDS));
        }
    }

    /** Tunnels are opened by a client, never listened for by the machine. Where they lead, {@link ClusterForwarding} says. */
    private static final class TunnelsOut implements TcpForwardingFilter {
        @Override
        public boolean canListen(SshdSocketAddress address, Session session) {
            return false;
        }

        @Override
        public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
            return type == Type.Direct;
        }
    }
}
