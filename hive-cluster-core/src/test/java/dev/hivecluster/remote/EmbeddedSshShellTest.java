package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over SSH, against a server in this JVM. */
class EmbeddedSshShellTest extends ShellContract {
    @Override
    protected Shell open(Path temp, Deque<AutoCloseable> owned) throws IOException, InterruptedException {
        TestCluster cluster = new TestCluster(temp);
        EmbeddedSshServer server = cluster.server();
        owned.push(server);
        Inventory inventory = cluster.inventory(server.port());
        SshShells shells = cluster.shells(inventory);
        owned.push(shells);
        return shells.open(inventory.node(1), cluster.activity);
    }

    @Test
    void a_command_costs_far_less_than_a_delayed_acknowledgement(@TempDir Path temp) throws Exception {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try (Shell shell = open(temp, opened)) {
            shell.run(Command.of("true"));
            long[] nanos = new long[50];
            for (int i = 0; i < nanos.length; i++) {
                long began = System.nanoTime();
                shell.run(Command.of("true"));
                nanos[i] = System.nanoTime() - began;
            }
            Arrays.sort(nanos);

            assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(25));
        } finally {
            while (!opened.isEmpty()) {
                opened.pop().close();
            }
        }
    }
}
