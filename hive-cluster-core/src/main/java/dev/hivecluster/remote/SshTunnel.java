package dev.hivecluster.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A tunnel through an SSH session (direct-tcpip). */
final class SshTunnel implements Tunnel {
    private static final String LOOPBACK = "127.0.0.1";

    private final ExplicitPortForwardingTracker forwarding;

    SshTunnel(ClientSession session, String target, int port) throws IOException {
        this.forwarding = session.createLocalPortForwardingTracker(
                new SshdSocketAddress(LOOPBACK, 0), new SshdSocketAddress(target, port));
    }

    @Override
    public String host() {
        return LOOPBACK;
    }

    @Override
    public int port() {
        return forwarding.getBoundAddress().getPort();
    }

    @Override
    public void close() {
        try {
            forwarding.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the tunnel %s could not be closed".formatted(forwarding), e);
        }
    }
}
