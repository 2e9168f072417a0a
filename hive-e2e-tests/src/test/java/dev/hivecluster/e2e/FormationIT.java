package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.LifecycleRecord.StepRecord;
import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.CommandResult;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** The multi-node suite up to the start of all services (hive contract, section 1.2). */
@HiveCluster(nodes = 2)
@ExtendWith(Fixtures.Extension.class)
class FormationIT {
    private final InstancePool instances;

    FormationIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.instances = fixtures.on(cluster, ec2, s3).instances();
    }

    @Test
    @Scenario("M1")
    void each_node_has_processors_and_memory_for_instances(Cluster cluster) {
        Waits.untilAsserted("all nodes report", () -> Capacity.of(cluster).hasProcessorsAndMemoryOn(cluster.nodes()));
    }

    @Test
    @Scenario("M2")
    void there_is_room_for_at_least_one_instance(Cluster cluster) {
        instances.whileThereIsRoom(() -> {
            Waits.untilAsserted("there is room", () -> Capacity.of(cluster).hasRoomForAnInstance());
        });
    }

    @Test
    @Scenario("M3")
    void each_node_has_an_address_of_its_own(List<Node> nodes) {
        assertThat(nodes).extracting(Node::data).doesNotHaveDuplicates();
        assertThat(nodes)
                .extracting(node -> node.management() + ":" + node.sshPort())
                .doesNotHaveDuplicates();
    }

    @Test
    @Scenario("M4")
    void each_node_listens_on_its_address(Cluster cluster, RequestSpecification specification) {
        for (Node node : cluster.nodes()) {
            assertThat(RestAssured.given(specification)
                            .get(node.endpoints().daemon().resolve("/health"))
                            .jsonPath()
                            .getString("node"))
                    .as("who answers at %s", node.endpoints().daemon())
                    .isEqualTo(HiveCommand.nameOf(node));
        }
    }

    @Test
    @Scenario("M5")
    void init_waits_for_the_joins_with_its_formation_server(Cluster cluster) throws Exception {
        LifecycleRecord record = LifecycleRecord.of(cluster);
        StepRecord init = record.step("init", cluster.node(1));
        StepRecord answering = record.step("await formation", cluster.node(1));
        assertThat(answering.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(answering.ended()).isBefore(init.ended());
        assertThat(joins(record, cluster))
                .allSatisfy(join -> assertThat(join.began()).isAfterOrEqualTo(answering.ended()));
    }

    @Test
    @Scenario("M6")
    void every_node_holds_the_same_ca(Cluster cluster) throws Exception {
        for (Node node : cluster.nodes()) {
            CommandResult held = new HiveCommand(cluster, node).script("cat " + HiveCommand.CONFIGURATION + "/ca.pem");
            assertThat(held.status()).as(held.stderr()).isZero();
            assertThat(Certificates.parse(held.stdout()))
                    .as("the CA of %s", node)
                    .isEqualTo(Certificates.parse(Files.readString(cluster.caCertificate())));
        }
    }

    @Test
    @Scenario("M7")
    void the_second_node_joins_while_init_waits(Cluster cluster, @NodeIndex(2) Node second) throws Exception {
        LifecycleRecord record = LifecycleRecord.of(cluster);
        StepRecord join = record.step("join", second);
        assertThat(join.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(join.overlaps(record.step("init", cluster.node(1)))).isTrue();
    }

    @Test
    @Scenario("M9")
    void init_ends_well_once_all_have_joined(Cluster cluster) throws Exception {
        LifecycleRecord record = LifecycleRecord.of(cluster);
        StepRecord init = record.step("init", cluster.node(1));
        assertThat(init.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(joins(record, cluster))
                .hasSize(cluster.nodes().size() - 1)
                .allSatisfy(join -> assertThat(join.began()).isBefore(init.ended()));
    }

    @Test
    @Scenario("M10")
    void every_service_runs_on_every_node(Cluster cluster) throws Exception {
        LifecycleRecord record = LifecycleRecord.of(cluster);
        for (Node node : cluster.nodes()) {
            CommandResult alive = new HiveCommand(cluster, node).script(HiveServices.LIST_ALIVE);
            assertThat(alive.stdout().lines())
                    .as("services alive on %s; %s", node, alive.stderr())
                    .containsExactlyElementsOf(HiveServices.NAMES);
            assertThat(HiveServices.NAMES)
                    .allSatisfy(name -> assertThat(
                                    record.step("start " + name, node).outcome())
                            .isIn(Outcome.SUCCEEDED, Outcome.SKIPPED));
        }
    }

    private static List<StepRecord> joins(LifecycleRecord record, Cluster cluster) {
        return cluster.nodes().stream()
                .skip(1)
                .map(node -> record.step("join", node))
                .toList();
    }
}
