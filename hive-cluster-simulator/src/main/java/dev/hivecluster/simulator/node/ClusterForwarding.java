package dev.hivecluster.simulator.node;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;

/** {@code direct-tcpip} channels, which lead to the machines of the cluster and nowhere else. */
final class ClusterForwarding extends TcpipServerChannel.TcpipFactory {
    private final BiFunction<String, Integer, Optional<InetSocketAddress>> route;

    /** @param route where a host and port really are; empty for what is not in the cluster */
    ClusterForwarding(BiFunction<String, Integer, Optional<InetSocketAddress>> route) {
        super(TcpForwardingFilter.Type.Direct);
        this.route = route;
    }

    @Override
    public Channel createChannel(Session session) {
        return new TcpipServerChannel(getType(), null) {
            @Override
            protected OpenFuture doInit(Buffer buffer) {
                String host = buffer.getString();
                int port = buffer.getInt();
                Optional<InetSocketAddress> target = route.apply(host, port);
                if (target.isEmpty()) {
                    DefaultOpenFuture refused = new DefaultOpenFuture(this, this);
                    refused.setException(new SshChannelOpenException(
                            getChannelId(),
                            SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED,
                            host + " is not a machine of this cluster"));
                    return refused;
                }
                Buffer routed = new ByteArrayBuffer();
                routed.putString(target.get().getAddress().getHostAddress());
                routed.putInt(target.get().getPort());
                routed.putString(buffer.getString());
                routed.putInt(buffer.getInt());
                return super.doInit(routed);
            }
        };
    }
}
