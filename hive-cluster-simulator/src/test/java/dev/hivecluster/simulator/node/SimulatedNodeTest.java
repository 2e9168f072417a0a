package dev.hivecluster.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.simulator.shell.posix.PosixPrograms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedNodeTest {
    @TempDir
    Path files;

    private static boolean answers(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void the_ssh_server_answers_before_the_boot_is_over() throws Exception {
        try (TestMachine machine = TestMachine.off(files, PosixPrograms.installed(), Duration.ofSeconds(1))) {
            machine.node().powerOn();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> answers(machine.settings().ssh()));
            assertThat(machine.node().file(SimulatedNode.BOOT_MARKER)).doesNotExist();
            machine.node().booted().get(10, TimeUnit.SECONDS);
            assertThat(machine.node().file(SimulatedNode.BOOT_MARKER)).exists();
        }
    }

    @Test
    void a_loss_of_power_ends_every_process_at_once_and_keeps_the_files() throws Exception {
        try (TestMachine machine = TestMachine.booted(files)) {
            machine.sh(
                    "echo kept > ~/file; echo lost > /tmp/file; nohup sleep 300 >/dev/null 2>&1 & trap '' TERM HUP INT");
            assertThat(machine.node().processes().all()).hasSize(1);
            ProcessTable before = machine.node().processes();
            machine.node().powerOff();
            assertThat(before.all()).isEmpty();
            assertThat(answers(machine.settings().ssh())).isFalse();
            assertThat(machine.node().isOn()).isFalse();
            assertThatThrownBy(() -> machine.node().processes()).hasMessage("box-1 is off");

            machine.node().powerOn();
            machine.node().booted().get(10, TimeUnit.SECONDS);
            assertThat(machine.sh("cat ~/file; ls /tmp; pgrep sleep").out())
                    .isEqualTo("kept\nvendor-cloud-init-done\n");
        }
    }

    @Test
    void what_its_init_starts_comes_back_with_its_command_line_its_variables_its_log_and_its_pid() throws Exception {
        Program service = new Program() {
            @Override
            public int run(Invocation invocation) throws IOException, InterruptedException {
                invocation.print(
                        invocation.arguments() + " " + invocation.environment().get("MODE") + "\n");
                new CountDownLatch(1).await();
                return 0;
            }

            @Override
            public boolean startsAtBoot(List<String> arguments) {
                return arguments.contains("start");
            }
        };
        Programs programs = PosixPrograms.installed().and(Map.of("/usr/local/bin/daemon", service));
        try (TestMachine machine = TestMachine.booted(files, programs)) {
            machine.sh(
                    "MODE=x setsid nohup daemon start >>~/log 2>&1 & echo $! > ~/pid; daemon other >>~/other 2>&1 &");
            Awaitility.await()
                    .until(() -> machine.sh("cat ~/log ~/other").out().lines().count() == 2);
            for (int boots = 2; boots <= 3; boots++) {
                machine.node().powerOff();
                machine.node().powerOn();
                machine.node().booted().get(10, TimeUnit.SECONDS);
                int expected = boots;
                Awaitility.await()
                        .until(() -> machine.sh("cat ~/log").out().lines().count() == expected);
            }
            assertThat(machine.sh("cat ~/log").out()).isEqualTo("[daemon, start] x\n".repeat(3));
            assertThat(machine.sh("pgrep daemon").out())
                    .isEqualTo(machine.sh("cat ~/pid").out());
        }
    }

    @Test
    void a_loss_of_power_during_the_boot_forgets_no_service() throws Exception {
        Program service = new Program() {
            @Override
            public int run(Invocation invocation) throws InterruptedException {
                new CountDownLatch(1).await();
                return 0;
            }

            @Override
            public boolean startsAtBoot(List<String> arguments) {
                return true;
            }
        };
        Programs programs = PosixPrograms.installed().and(Map.of("/usr/local/bin/daemon", service));
        try (TestMachine machine = TestMachine.booted(files, programs)) {
            machine.sh("daemon 1 >/dev/null 2>&1 & daemon 2 >/dev/null 2>&1 &");
            Awaitility.await().until(() -> machine.sh("pgrep -c daemon").out().equals("2\n"));
            machine.node().powerOff();
            machine.node().powerOn();
            machine.node().powerOff();
            machine.node().powerOn();
            machine.node().booted().get(10, TimeUnit.SECONDS);
            assertThat(machine.sh("pgrep -c daemon").out()).isEqualTo("2\n");
        }
    }

    @Test
    void an_ssh_port_that_is_taken_is_named() throws Exception {
        try (TestMachine machine = TestMachine.off(files, PosixPrograms.installed(), Duration.ZERO);
                ServerSocket taken = new ServerSocket()) {
            taken.bind(machine.settings().ssh());
            machine.node().powerOn();
            assertThatThrownBy(() -> machine.node().booted().get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("box-1: its SSH server cannot listen on")
                    .hasMessageContaining(
                            Integer.toString(machine.settings().ssh().getPort()));
        }
    }

    @Test
    void nothing_is_left_when_it_is_closed() throws Exception {
        TestMachine machine = TestMachine.booted(files);
        machine.sh("sleep 300 & sleep 300 | cat & while :; do sleep 0.01; done & (trap '' TERM; sleep 300) &");
        List<Thread> threads = threadsOf("box-1");
        assertThat(threads).isNotEmpty();
        machine.close();
        assertThat(threadsOf("box-1")).isEmpty();
        assertThat(answers(machine.settings().ssh())).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(threadsOf("sshd-")).isEmpty());
    }

    private static List<Thread> threadsOf(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    @Test
    void it_knows_its_cluster_and_nothing_else() throws Exception {
        ClusterNetwork network = ClusterNetwork.direct(Map.of("box-1", "127.0.0.1", "box-2", "127.0.0.2"));
        try (TestMachine machine =
                TestMachine.off("box-1", "127.0.0.1", network, files, PosixPrograms.installed(), Duration.ZERO)) {
            SimulatedNode node = machine.node();
            assertThat(node.socket("box-2", 80)).hasToString("/127.0.0.2:80");
            for (String own : List.of("localhost", "0.0.0.0", "127.0.0.1", "box-1")) {
                assertThat(node.socket(own, 80)).hasToString("/127.0.0.1:80");
            }
            assertThat(node.socket("127.0.0.3", 80).isUnresolved()).isTrue();
            assertThat(node.socket("example.org", 80).isUnresolved()).isTrue();
        }
    }

    @Test
    void its_programs_are_files_that_can_be_found_copied_and_lost() throws Exception {
        try (TestMachine machine = TestMachine.booted(files)) {
            assertThat(machine.sh("test -x /usr/bin/ls && which ls; test -x /bin/ls && /bin/ls -d /")
                            .out())
                    .isEqualTo("/usr/bin/ls\n/\n");
            assertThat(machine.sh("cp /usr/bin/hostname ~/copy; ~/copy").out()).isEqualTo("box-1\n");
            assertThat(machine.sh("rm /usr/bin/hostname; hostname").status()).isEqualTo(127);
            assertThat(Files.isDirectory(files.resolve("usr/bin"))).isTrue();
        }
    }
}
