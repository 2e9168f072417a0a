package dev.hivecluster.simulator.hive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.node.TestMachine;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormationCommandsTest {
    @TempDir
    Path files;

    @Test
    void three_nodes_form_a_cluster_and_share_its_secrets() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            List<TestMachine.Result> results = cluster.form();
            assertThat(results).allSatisfy(result -> {
                assertThat(result.err()).isEmpty();
                assertThat(result.status()).isZero();
            });
            HiveConfig first = HiveConfig.read(cluster.machine(1).node(), "/home/tf-user/hive/config/hive.toml");
            for (int i = 1; i <= 3; i++) {
                HiveConfig config = HiveConfig.read(cluster.machine(i).node(), "/home/tf-user/hive/config/hive.toml");
                assertThat(config.node()).isEqualTo("node" + i);
                assertThat(config.nodes()).isEqualTo(first.nodes()).hasSize(3);
                assertThat(config.credentials()).isEqualTo(first.credentials());
                assertThat(config.self().host()).isEqualTo(cluster.address(i));
            }
            assertThat(cluster.machine(3)
                            .sh("sha256sum ~/hive/config/ca.pem | cut -c1-64")
                            .out())
                    .isEqualTo(cluster.machine(1)
                            .sh("sha256sum ~/hive/config/ca.pem | cut -c1-64")
                            .out());
        }
    }

    @Test
    void init_says_the_key_lines_that_tools_read() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            assertThat(cluster.init("").out())
                    .containsPattern("(?m)^ +Access Key: AKIA[A-Z0-9]{16}$")
                    .containsPattern("(?m)^ +Secret Key: [A-Za-z0-9+/]{40}$")
                    .containsPattern("(?m)^ +Account ID: [0-9]{12}$");
        }
    }

    @Test
    void an_initialised_node_is_left_alone_unless_forced() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            cluster.init("");
            String before = cluster.machine(1).sh("cat ~/hive/config/hive.toml").out();
            TestMachine.Result again = cluster.init("");
            assertThat(again.status()).isZero();
            assertThat(again.out()).contains("already initialized");
            assertThat(cluster.machine(1).sh("cat ~/hive/config/hive.toml").out())
                    .isEqualTo(before);
            assertThat(cluster.init("--force").status()).isZero();
            assertThat(cluster.machine(1).sh("cat ~/hive/config/hive.toml").out())
                    .isNotEqualTo(before);
        }
    }

    @Test
    void init_gives_up_when_nodes_do_not_come_and_leaves_no_configuration() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            TestMachine.Result result = cluster.init("--formation-timeout 200ms");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("formation timed out after 200ms: 1/3 nodes joined");
            assertThat(cluster.machine(1).sh("ls ~/hive/config").out())
                    .isEqualTo("ca.key\nca.pem\nserver.key\nserver.pem\n");
        }
    }

    @Test
    void init_ends_by_a_signal_and_frees_its_port() throws Exception {
        try (TestCluster cluster = TestCluster.booted(2, files)) {
            TestMachine.Result result = cluster.machine(1)
                    .sh(
                            "hive admin init --nodes 2 --bind %s >/dev/null & p=$!; until curl -fs http://%1$s:4432/formation/health; do sleep 0.01; done; kill $p; wait $p; echo \" $?\"; curl -s http://%1$s:4432/; echo $?"
                                    .formatted(cluster.address(1)));
            assertThat(result.out()).isEqualTo("ok 143\n7\n");
        }
    }

    @Test
    void init_leads_only_on_an_address_of_its_own_and_a_free_port() throws Exception {
        try (TestCluster cluster = TestCluster.booted(2, files)) {
            String init = "hive admin init --nodes 2 --bind ";
            assertThat(cluster.machine(1).sh(init + cluster.address(2)).err())
                    .contains("cannot assign requested address");
            TestMachine.Result taken;
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(cluster.address(1), 4432));
                taken = cluster.machine(1).sh(init + cluster.address(1));
            }
            assertThat(taken.status()).isEqualTo(1);
            assertThat(taken.err()).contains("address already in use");
        }
    }

    @Test
    void a_join_without_a_leader_fails_at_once_and_touches_nothing() throws Exception {
        try (TestCluster cluster = TestCluster.booted(2, files)) {
            TestMachine.Result result = cluster.machine(2)
                    .sh("hive admin join --node node2 --host %s:4432 --bind %s; s=$?; ls ~/hive; exit $s"
                            .formatted(cluster.address(1), cluster.address(2)));
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("connection refused");
            assertThat(result.out()).doesNotContain("config");
        }
    }

    @Test
    void a_join_that_was_killed_stays_registered_and_cannot_come_back() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            CompletableFuture<TestMachine.Result> init =
                    CompletableFuture.supplyAsync(() -> run(() -> cluster.init("")));
            CompletableFuture<TestMachine.Result> killed =
                    CompletableFuture.supplyAsync(() -> run(() -> cluster.join(2)));
            Awaitility.await()
                    .until(() -> cluster.machine(1)
                            .sh("curl -fs http://%s:4432/formation/status".formatted(cluster.address(1)))
                            .out()
                            .contains("\"joined\":2"));
            cluster.machine(2).sh("pkill -KILL -f 'admin join'");
            assertThat(killed.join().status()).isEqualTo(137);
            TestMachine.Result again = cluster.join(2);
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.err()).contains("Failed to join cluster: node \"node2\" already registered");
            assertThat(cluster.join(3).status()).isZero();
            assertThat(init.join().status()).isZero();
        }
    }

    private interface Command {
        TestMachine.Result run() throws Exception;
    }

    private static TestMachine.Result run(Command command) {
        try {
            return command.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void bad_flags_are_refused_before_anything_is_made() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            Map<String, String> problems = Map.of(
                    "admin init --bind nonsense", "Invalid IP address for --bind: nonsense",
                    "admin init --port 70000", "Port must be between 1 and 65535, got: 70000",
                    "admin join", "required flag(s) \"host\", \"node\" not set",
                    "admin init --nonsense", "unknown flag: --nonsense",
                    "--version", "unknown flag: --version",
                    "frobnicate", "unknown command \"frobnicate\" for \"hive\"");
            problems.forEach((command, problem) -> {
                TestMachine.Result result = run(() -> cluster.machine(1).sh("hive " + command));
                assertThat(result.status()).as(command).isEqualTo(1);
                assertThat(result.err()).as(command).contains(problem);
                assertThat(result.out()).as(command).isEmpty();
            });
            assertThat(cluster.machine(1).sh("ls ~/hive").out()).isEqualTo("bin\n");
        }
    }

    @Test
    void without_a_command_it_says_which_there_are() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            for (String command : List.of("hive", "hive --help", "hive -h")) {
                TestMachine.Result help = cluster.machine(1).sh(command);
                assertThat(help.status()).isZero();
                for (String known : List.of("admin", "get", "service", "top")) {
                    assertThat(help.out()).containsPattern("(?m)^ {2}" + known + " {2,}");
                }
                assertThat(help.out()).doesNotContain("version");
            }
        }
    }
}
