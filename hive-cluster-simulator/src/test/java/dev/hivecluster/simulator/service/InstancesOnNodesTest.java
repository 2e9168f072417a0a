package dev.hivecluster.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.simulator.FormedHive;
import dev.hivecluster.simulator.compute.HiveCompute;
import dev.hivecluster.simulator.compute.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances on the nodes of a cluster of three, each of which has room for one (recordings 962d-multi). */
class InstancesOnNodesTest {
    @TempDir
    Path directory;

    private FormedHive hive;
    private String image = "";

    @BeforeEach
    void three_nodes_are_ready() throws Exception {
        hive = new FormedHive(3, directory).startEverywhere("nats", "predastore", "hive");
        await().until(() -> reports().size() == 3);
        image = new ImageStore(context(1).bus().storage().store(context(1).storageGroup()))
                .importImage("ami-test", "x86_64", "Linux/UNIX", 1L << 20, "ap-southeast-2", Instant.now());
    }

    @AfterEach
    void everything_ends() {
        hive.close();
    }

    private ServiceContext context(int node) {
        return new ServiceContext(hive.host(node), hive.config(node));
    }

    private Ec2Client gateway(int node) {
        return new HiveCompute(new ClusterPlatform(context(node)));
    }

    private List<NodeReport> reports() throws IOException {
        try (BusConnection connection =
                hive.host(1).bus().connect(hive.host(1), hive.host(1).address() + ":4222")) {
            return connection.nodes();
        }
    }

    private String launch(int gateway) {
        return gateway(gateway)
                .runInstances(request -> request.imageId(image)
                        .instanceType("t3.nano")
                        .minCount(1)
                        .maxCount(1))
                .instances()
                .get(0)
                .instanceId();
    }

    private List<String> listed(int gateway, String state) {
        return gateway(gateway).describeInstances(request -> {}).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> instance.state().nameAsString().equals(state))
                .map(Instance::instanceId)
                .sorted()
                .toList();
    }

    private List<String> threeRunning() {
        List<String> ids = new ArrayList<>();
        for (int node = 1; node <= 3; node++) {
            ids.add(launch(node));
        }
        await().until(() -> listed(1, "running").size() == 3);
        return ids;
    }

    private void kill(int node) {
        hive.host(node).bus().running().stop(hive.host(node), "hive");
        hive.host(node).bus().running().stop(hive.host(node), "predastore");
        hive.host(node).bus().running().stop(hive.host(node), "nats");
    }

    @Test
    void three_launches_fill_three_nodes_and_every_gateway_lists_them() throws Exception {
        List<String> ids = threeRunning().stream().sorted().toList();
        for (int node = 1; node <= 3; node++) {
            assertThat(listed(node, "running")).isEqualTo(ids);
            assertThat(gateway(node).describeInstanceTypes(request -> {}).hasInstanceTypes())
                    .isFalse();
        }
        assertThat(reports()).allSatisfy(report -> {
            assertThat(report.vms()).singleElement().satisfies(vm -> {
                assertThat(vm.status()).isEqualTo("running");
                assertThat(vm.type()).isEqualTo("t3.nano");
                assertThat(vm.memoryMib()).isEqualTo(512);
            });
            assertThat(report.usedBy()).isEqualTo(1);
            assertThat(report.usedCpus()).isEqualTo(2);
            assertThat(report.usedMemoryMib()).isEqualTo(512);
        });
    }

    @Test
    void a_killed_node_hides_its_instance_which_is_back_when_the_node_is() throws Exception {
        List<String> ids = threeRunning();
        String lost = reports().stream()
                .filter(report -> report.node().equals("node3"))
                .findFirst()
                .orElseThrow()
                .vms()
                .get(0)
                .instanceId();
        kill(3);
        Instant asked = Instant.now();
        assertThat(listed(1, "running")).hasSize(2).doesNotContain(lost);
        // Once more than as usual, as long as the loss is fresh: 3.5 s, of which a hundredth.
        assertThat(Duration.between(asked, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(35));
        await().untilAsserted(() -> {
            Instant again = Instant.now();
            assertThat(listed(1, "running")).hasSize(2);
            assertThat(Duration.between(again, Instant.now())).isLessThan(Duration.ofMillis(35));
        });

        hive.start(3, "nats");
        hive.start(3, "predastore");
        hive.start(3, "hive");
        await().until(() -> listed(2, "running").size() == 3);
        assertThat(listed(2, "running")).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void nothing_is_launched_while_the_storage_of_a_node_is_away() throws Exception {
        kill(3);
        String id = launch(1);
        await().until(() -> listed(2, "shutting-down").equals(List.of(id)));
        assertThat(reports())
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.usedCpus()).isZero());
    }

    @Test
    void draining_powers_guests_down_and_they_run_again_with_the_next_daemon() throws Exception {
        String id = launch(1);
        await().until(() -> listed(1, "running").equals(List.of(id)));
        try (BusConnection connection =
                hive.host(1).bus().connect(hive.host(1), hive.host(1).address() + ":4222")) {
            assertThat(connection.shutdown(ShutdownPhase.DRAIN, true, 3, Duration.ofSeconds(10)))
                    .hasSize(3);
        }
        for (int node = 1; node <= 3; node++) {
            hive.host(node).bus().running().stop(hive.host(node), "hive");
        }
        assertThat(reports()).isEmpty();
        for (int node = 1; node <= 3; node++) {
            hive.start(node, "hive");
        }
        await().until(() -> listed(1, "running").equals(List.of(id)));
    }

    @Test
    void an_instance_that_was_never_launched_ends_the_daemon_that_is_to_drain_it() throws Exception {
        gateway(1)
                .runInstances(request -> request.imageId("ami-0000000000000dead")
                        .instanceType("t3.nano")
                        .minCount(1)
                        .maxCount(1));
        await().until(() -> listed(1, "shutting-down").size() == 1);
        try (BusConnection connection =
                hive.host(1).bus().connect(hive.host(1), hive.host(1).address() + ":4222")) {
            assertThat(connection.shutdown(ShutdownPhase.DRAIN, false, 3, Duration.ofMillis(500)))
                    .hasSize(2);
        }
        await().until(() -> reports().size() == 2);
    }
}
