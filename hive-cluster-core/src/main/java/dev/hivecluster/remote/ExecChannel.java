package dev.hivecluster.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;

/** A channel that runs one command, whose standard input is empty. */
final class ExecChannel extends ChannelExec {
    private static final int REQUEST_BYTES = 64;

    private final AtomicReference<Sending> sending = new AtomicReference<>(Sending.OPEN);

    ExecChannel(String line, Map<String, String> environment) {
        super(line, StandardCharsets.UTF_8, null, environment);
    }

    /**
     * Gives it up, if the command was not sent yet.
     *
     * @return whether the command never reaches the host; otherwise it must not be repeated
     */
    boolean abandon() {
        return sending.compareAndSet(Sending.OPEN, Sending.ABANDONED) || sending.get() == Sending.ABANDONED;
    }

    /** How the command ended, where the host said so: as a shell would say it. */
    OptionalInt status() {
        Integer status = getExitStatus();
        if (status != null) {
            return OptionalInt.of(status);
        }
        String signal = getExitSignal();
        return signal == null ? OptionalInt.empty() : OptionalInt.of(Signals.status(signal));
    }

    /** Asks the host to send the command a signal (RFC 4254, section 6.9); the host does not answer. */
    void sendSignal(String name) throws IOException {
        Buffer request = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, REQUEST_BYTES);
        request.putUInt(getRecipient());
        request.putString("signal");
        request.putBoolean(false);
        request.putString(name);
        writePacket(request);
    }

    @Override
    protected void doOpen() throws IOException {
        if (!sending.compareAndSet(Sending.OPEN, Sending.SENT)) {
            throw new SshException("the command was given up before the channel opened");
        }
        super.doOpen();
        sendEof();
    }

    private enum Sending {
        OPEN,
        SENT,
        ABANDONED
    }
}
