package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** A command in a guest. */
final class GuestCommand {
    private GuestCommand() {}

    /**
     * Runs it and returns what it printed, without blanks around it.
     *
     * @throws AssertionError if it fails, or does not end in time
     */
    static String run(ClientSession session, String command, Duration limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(limit);
            Set<ClientChannelEvent> seen = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
            assertThat(seen).as("'%s' ends", command).contains(ClientChannelEvent.CLOSED);
            assertThat(channel.getExitStatus())
                    .as("exit status of '%s': %s", command, err.toString(StandardCharsets.UTF_8))
                    .isEqualTo(0);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
