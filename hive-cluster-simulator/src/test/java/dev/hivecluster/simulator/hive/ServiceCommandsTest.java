package dev.hivecluster.simulator.hive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.node.SimulatedNode;
import dev.hivecluster.simulator.node.TestMachine;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCommandsTest {
    @TempDir
    Path files;

    private static void awaitReady(TestCluster cluster, int machine, int nodes) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            TestMachine.Result result = cluster.machine(machine).sh("NO_COLOR=1 hive get nodes --timeout 1s");
            assertThat(result.out().lines().filter(line -> line.contains("| Ready ")))
                    .hasSize(nodes);
        });
    }

    @Test
    void services_run_until_they_are_told_to_stop() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            cluster.form();
            TestMachine.Result result = cluster.machine(1)
                    .sh(
                            "hive service nats start >log & until curl -fs http://%s:8222/varz >/dev/null; do sleep 0.01; done; hive service nats status; hive service nats stop; wait; hive service nats status; curl -s http://%1$s:8222/; echo $?"
                                    .formatted(cluster.address(1)));
            assertThat(result.out().lines().toList())
                    .satisfiesExactly(
                            line -> assertThat(line).matches("nats runs with PID [0-9]+"),
                            line -> assertThat(line).startsWith("Stopping"),
                            line -> assertThat(line).isEqualTo("nats stopped"),
                            line -> assertThat(line).isEqualTo("nats does not run"),
                            line -> assertThat(line).isEqualTo("7"));
        }
    }

    @Test
    void a_service_without_configuration_says_how_to_make_one() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            TestMachine.Result result = cluster.machine(1).sh("hive service nats start");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains("hive.toml").contains("hive admin init");
        }
    }

    @Test
    void the_daemon_ends_when_there_is_no_nats() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            cluster.form();
            TestMachine.Result result = cluster.machine(1).sh("hive service hive start");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out()).contains("NATS");
        }
    }

    @Test
    void a_cluster_runs_and_https_is_verified_by_its_ca() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            cluster.form();
            cluster.startServices();
            awaitReady(cluster, 1, 3);
            String gateway = "https://" + cluster.address(2) + ":9999/";
            TestMachine machine = cluster.machine(1);
            assertThat(machine.sh("curl -s -o /dev/null -w '%{http_code}' --cacert ~/hive/config/ca.pem " + gateway)
                            .out())
                    .isEqualTo("403");
            assertThat(machine.sh("curl -sk " + gateway).out()).contains("MissingAuthenticationToken");
            TestMachine.Result untrusted = machine.sh("curl -sS " + gateway);
            assertThat(untrusted.status()).isEqualTo(60);
            machine.sh(
                    "sudo mkdir -p /usr/local/share/ca-certificates; sudo cp ~/hive/config/ca.pem /usr/local/share/ca-certificates/hive-ca.crt; sudo update-ca-certificates");
            assertThat(machine.sh("curl -s " + gateway).status()).isZero();
            assertThat(machine.sh("curl -fsS " + gateway).status()).isEqualTo(22);
            assertThat(machine.sh("curl -fs http://" + cluster.address(3) + ":4432/health")
                            .out())
                    .contains("\"node\":\"node3\"");
        }
    }

    @Test
    void a_node_without_power_takes_its_services_along_and_brings_them_back() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            cluster.form();
            cluster.startServices();
            awaitReady(cluster, 1, 3);
            SimulatedNode third = cluster.machine(3).node();
            String pids = cluster.machine(3).sh("pgrep -f 'hive service'").out();
            third.powerOff();
            assertThat(cluster.machine(1)
                            .sh("NO_COLOR=1 hive get nodes --timeout 1s")
                            .out())
                    .containsPattern("node3 \\| NotReady \\| .* \\| - +\\| - +\\|");
            assertThat(cluster.machine(1)
                            .sh("curl -s http://" + cluster.address(3) + ":4432/health")
                            .status())
                    .isEqualTo(7);
            third.powerOn();
            third.booted().get(10, TimeUnit.SECONDS);
            awaitReady(cluster, 1, 3);
            assertThat(cluster.machine(3).sh("pgrep -f 'hive service'").out()).isEqualTo(pids);
            assertThat(cluster.machine(3)
                            .sh("grep -c ' started' ~/hive/logs/hive.log")
                            .out())
                    .isEqualTo("2\n");
        }
    }

    @Test
    void a_coordinated_shutdown_ends_all_services_of_all_nodes() throws Exception {
        try (TestCluster cluster = TestCluster.booted(3, files)) {
            cluster.form();
            cluster.startServices();
            awaitReady(cluster, 1, 3);
            TestMachine.Result result = cluster.machine(1).sh("hive admin cluster shutdown");
            assertThat(result.status()).isZero();
            assertThat(result.out())
                    .contains("Starting coordinated cluster shutdown (3 nodes)")
                    .containsPattern("\\[GATE] node2: stopped awsgw")
                    .containsPattern("\\[GATE] Complete \\(3/3 nodes, ")
                    .contains("[INFRA] Complete")
                    .contains("Cluster shutdown complete");
            for (TestMachine machine : cluster.machines()) {
                Awaitility.await()
                        .until(() -> machine.sh("pgrep -f 'hive service'").out().isEmpty());
            }
        }
    }

    @Test
    void without_nats_there_is_nothing_to_ask() throws Exception {
        try (TestCluster cluster = TestCluster.booted(1, files)) {
            cluster.form();
            for (String command :
                    new String[] {"get nodes", "get vms", "top nodes", "admin cluster shutdown --dry-run"}) {
                TestMachine.Result result = cluster.machine(1).sh("hive " + command);
                assertThat(result.status()).isEqualTo(1);
                assertThat(result.out()).isEmpty();
                assertThat(result.err()).contains("Error: failed to connect to NATS: ");
            }
        }
    }
}
