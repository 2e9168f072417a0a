package dev.hivecluster.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.event.Pacer;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.sshd.common.util.io.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Getting in, being kept out, waiting, and coming back. */
class SshShellsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    @Test
    void a_key_that_the_server_does_not_know_is_refused_at_once() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        try (EmbeddedSshServer server = cluster.server()) {
            SshKeyPair.generate("stranger").write(cluster.directory.sshKey());

            assertThatThrownBy(() -> open(cluster, server.port(), Duration.ofHours(1)))
                    .isInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining("x-1 (127.0.0.1:%d)".formatted(server.port()))
                    .hasMessageContaining(TestCluster.USER)
                    .hasMessageContaining(cluster.directory.sshKey().toString())
                    .hasMessageContaining("authorized_keys");
        }
    }

    @Test
    void a_key_that_is_not_there_is_named() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        Files.delete(cluster.directory.sshKey());

        assertThatThrownBy(() -> open(cluster, 1, Duration.ofHours(1)))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining(cluster.directory.sshKey().toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void a_file_that_is_no_key_is_named() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        Files.writeString(cluster.directory.sshKey(), "no key at all\n");

        assertThatThrownBy(() -> open(cluster, 1, Duration.ofHours(1)))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining(cluster.directory.sshKey().toString());
    }

    @Test
    void only_the_cluster_s_key_is_offered_and_nothing_of_the_user_s_own_is_read() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        Path home = temp.resolve("home");
        SshKeyPair.generate("the user's own").write(home.resolve(".ssh/id_ed25519"));
        Files.writeString(home.resolve(".ssh/config"), "Host *\n  HostName 127.0.0.1\n  Port 1\n  User nobody\n");
        Supplier<Path> fake = () -> home;
        PathUtils.setUserHomeFolderResolver(fake);
        try (Connection connection = new Connection(cluster)) {
            assertThat(connection.shell.run(Command.of("true")).succeeded()).isTrue();
            assertThat(connection.server.keysOffered())
                    .containsExactly(KnownHostKey.describe(KnownHosts.key(cluster.userKey.publicKey(), "test")));
        } finally {
            PathUtils.setUserHomeFolderResolver(null);
        }
    }

    @Test
    void a_machine_that_boots_is_waited_for() throws Exception {
        int port = freePort();
        List<Runnable> boot = new ArrayList<>();
        TestTime time = new TestTime();
        Pacer bootsMeanwhile = new Pacer() {
            @Override
            public Duration elapsed() {
                return time.elapsed();
            }

            @Override
            public void pause(Duration pause) throws InterruptedException {
                time.pause(pause);
                if (time.elapsed().toMillis() > 100) {
                    boot.forEach(Runnable::run);
                }
            }
        };
        TestCluster cluster = new TestCluster(temp, bootsMeanwhile);
        CompletableFuture<EmbeddedSshServer> booted = new CompletableFuture<>();
        boot.add(() -> booted.complete(start(cluster, port)));

        open(cluster, port, Duration.ofMinutes(1));

        booted.join().close();
    }

    @Test
    void a_machine_that_never_answers_is_given_up_with_what_was_seen() throws Exception {
        TestCluster cluster = new TestCluster(temp, new TestTime());
        int port = freePort();

        assertThatThrownBy(() -> open(cluster, port, Duration.ofMinutes(3)))
                .isInstanceOf(HostUnreachableException.class)
                .hasMessageContaining(
                        "the SSH server of x-1 (127.0.0.1:%d) lets %s in".formatted(port, TestCluster.USER))
                .hasMessageContaining("not within 3m 00s")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void a_server_that_breaks_off_may_be_one_that_boots() throws Exception {
        TestCluster cluster = new TestCluster(temp, new TestTime());
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> {
                while (!rude.isClosed()) {
                    try {
                        rude.accept().close();
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            accepting.start();

            assertThatThrownBy(() -> open(cluster, rude.getLocalPort(), Duration.ofSeconds(1)))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("x-1")
                    .hasMessageContaining("last seen");
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_server_that_says_nothing() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread caller = new Thread(() -> {
                try {
                    open(cluster, silent.getLocalPort(), Duration.ofHours(1));
                } catch (ShellException | InterruptedException e) {
                    thrown.set(e);
                }
            });
            caller.start();
            try (Socket connected = silent.accept()) {
                caller.interrupt();
                caller.join(SOON.toMillis());

                assertThat(connected.isConnected()).isTrue();
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            }
        }
    }

    @Test
    void a_dropped_session_is_made_anew_for_the_next_command_and_the_next_copy() throws Exception {
        try (Connection connection = new Connection(new TestCluster(temp))) {
            assertThat(connection.shell.run(Command.of("echo", "1")).stdout()).isEqualTo("1\n");

            connection.server.dropSessions();
            assertThat(connection.shell.run(Command.of("echo", "2")).stdout()).isEqualTo("2\n");
            connection.server.dropSessions();
            connection.shell.upload(new byte[] {3}, temp.resolve("file").toString(), 0600);

            assertThat(temp.resolve("file")).hasBinaryContent(new byte[] {3});
            assertThat(connection.server.commands()).isEqualTo(2);
        }
    }

    @Test
    void a_command_that_was_sent_is_not_repeated() throws Exception {
        try (Connection connection = new Connection(new TestCluster(temp))) {
            CountDownLatch running = new CountDownLatch(1);
            RunningCommand command = connection.shell.start(
                    Command.of("sh", "-c", "echo running; exec sleep 600"), new OutputListener() {
                        @Override
                        public void stdout(String line) {
                            running.countDown();
                        }
                    });
            running.await();

            connection.server.dropSessions();

            assertThatThrownBy(command::await)
                    .isInstanceOf(ShellException.class)
                    .hasMessageContaining("x-1")
                    .hasMessageContaining("the connection broke")
                    .hasMessageContaining("sleep 600");
            assertThat(connection.server.commands()).isEqualTo(1);
        }
    }

    @Test
    void a_host_that_is_gone_is_reported_by_the_next_command_and_is_used_again_when_it_is_back() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        try (Connection connection = new Connection(cluster)) {
            connection.server.close();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> connection.shell.run(Command.of("true")))
                            .isInstanceOf(HostUnreachableException.class)
                            .hasMessageContaining("x-1 (127.0.0.1:%d)".formatted(connection.port)));

            try (EmbeddedSshServer back = cluster.server(connection.port)) {
                assertThat(connection.shell.run(Command.of("echo", "back")).stdout())
                        .isEqualTo("back\n");
                assertThat(back.commands()).isEqualTo(1);
            }
        }
    }

    @Test
    void another_host_at_the_same_address_does_not_get_the_next_command() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        try (Connection connection = new Connection(cluster)) {
            connection.server.close();
            SshKeyPair.generate("impostor").write(cluster.hostKeyFile);
            try (EmbeddedSshServer impostor = cluster.server(connection.port)) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThatThrownBy(() -> connection.shell.run(Command.of("true")))
                                .isInstanceOf(HostKeyException.class));
                assertThat(impostor.commands()).isZero();
            }
        }
    }

    @Test
    void after_the_end_no_thread_and_no_port_is_left() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        try (Connection connection = new Connection(cluster)) {
            RunningCommand running = connection.shell.start(Command.of("sleep", "600"), OutputListener.NONE);
            Tunnel tunnel = connection.shell.forward("127.0.0.1", connection.port);
            assertThat(clientThreads()).isNotZero();

            connection.shells.close();
            connection.shells.close();

            assertThat(running.isDone()).isTrue();
            tunnel.close();
            connection.shell.close();
            await().atMost(SOON).until(() -> clientThreads() == 0);
            assertThatThrownBy(() -> new Socket(tunnel.host(), tunnel.port()).close())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> connection.shells.open(connection.node, cluster.activity))
                    .isInstanceOf(ShellException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void who_opens_nothing_starts_nothing() throws Exception {
        TestCluster cluster = new TestCluster(temp);
        await().atMost(SOON).until(() -> clientThreads() == 0);
        try (SshShells shells = cluster.shells(cluster.inventory(1))) {
            assertThat(clientThreads()).isZero();
            assertThat(shells).isNotNull();
        }
    }

    private static void open(TestCluster cluster, int port, Duration wait) throws ShellException, InterruptedException {
        Inventory inventory = cluster.inventory(port);
        try (SshShells shells = cluster.shells(inventory)) {
            shells.open(inventory.node(1), wait, cluster.activity).close();
        }
    }

    private static EmbeddedSshServer start(TestCluster cluster, int port) {
        try {
            return cluster.server(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive()
                        && (thread.getName().contains("SshClient")
                                || thread.getName().equals("ssh-timer")))
                .count();
    }

    /** A server of the test's, and a shell that is open there. */
    private static final class Connection implements AutoCloseable {
        private final EmbeddedSshServer server;
        private final int port;
        private final SshShells shells;
        private final Node node;
        private final Shell shell;

        Connection(TestCluster cluster) throws IOException, InterruptedException {
            server = cluster.server();
            port = server.port();
            Inventory inventory = cluster.inventory(port);
            shells = cluster.shells(inventory);
            node = inventory.node(1);
            shell = shells.open(node, cluster.activity);
        }

        @Override
        public void close() throws IOException {
            shells.close();
            server.close();
        }
    }
}
