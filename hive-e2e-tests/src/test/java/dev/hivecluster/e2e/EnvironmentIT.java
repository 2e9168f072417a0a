package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.CommandResult;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Phases 1 and 9 of the single-node suite (hive contract, section 1.1): the cluster came to be, and can be ended. */
@HiveCluster(nodes = 1)
@ExtendWith(Fixtures.Extension.class)
class EnvironmentIT {
    private final InstancePool instances;

    EnvironmentIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.instances = fixtures.on(cluster, ec2, s3).instances();
    }

    @Test
    @Scenario("S1")
    void each_node_has_processors_and_memory_for_instances(Cluster cluster) {
        Waits.untilAsserted("all nodes report", () -> Capacity.of(cluster).hasProcessorsAndMemoryOn(cluster.nodes()));
    }

    @Test
    @Scenario("S2")
    void there_is_room_for_at_least_one_instance(Cluster cluster) {
        instances.whileThereIsRoom(() -> {
            Waits.untilAsserted("there is room", () -> Capacity.of(cluster).hasRoomForAnInstance());
        });
    }

    @Test
    @Scenario("S3")
    void init_has_succeeded(Cluster cluster) throws Exception {
        assertThat(LifecycleRecord.of(cluster).step("init", cluster.node(1)).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    @Scenario("S4")
    void clients_trust_the_ca_that_init_made(Cluster cluster, @NodeIndex(1) Node first) throws Exception {
        CommandResult made = new HiveCommand(cluster, first).script("cat " + HiveCommand.CONFIGURATION + "/ca.pem");
        assertThat(made.status()).as(made.stderr()).isZero();
        assertThat(Certificates.parse(Files.readString(cluster.caCertificate())))
                .isEqualTo(Certificates.parse(made.stdout()));
    }

    @Test
    @Scenario("S5")
    void every_service_runs(Cluster cluster, @NodeIndex(1) Node first) throws Exception {
        CommandResult alive = new HiveCommand(cluster, first).script(HiveServices.LIST_ALIVE);
        assertThat(alive.stdout().lines()).as(alive.stderr()).containsExactlyElementsOf(HiveServices.NAMES);
    }

    @Test
    @Scenario("S6")
    void the_gateway_answers_those_who_trust_the_ca_and_only_those(RequestSpecification trusting, Endpoints endpoints) {
        Waits.untilAsserted(
                "the gateway answers",
                () -> assertThat(RestAssured.given(trusting)
                                .get(endpoints.gateway())
                                .statusCode())
                        .as("the status for an unsigned request, over verified TLS")
                        .isEqualTo(403));
        assertThatThrownBy(() -> RestAssured.given().get(endpoints.gateway()))
                .as("a client that does not know the cluster's CA")
                .isInstanceOf(SSLException.class);
    }

    @Test
    @Scenario("S7")
    void the_gateway_lists_instance_types(Ec2Client ec2) {
        instances.whileThereIsRoom(() -> {
            Waits.untilAsserted(
                    "instance types are listed",
                    () -> assertThat(InstanceTypes.names(ec2)).isNotEmpty());
        });
    }

    @Test
    @Scenario("S102")
    void the_cluster_can_be_stopped_and_somebody_is_responsible_for_it(Cluster cluster, @NodeIndex(1) Node first)
            throws Exception {
        CommandResult plan = new HiveCommand(cluster, first).hive("admin", "cluster", "shutdown", "--dry-run");
        assertThat(plan.status()).as("exit status of the dry run: %s", plan).isZero();
        assertThat(plan.stdout())
                .containsSubsequence("GATE", "DRAIN", "STORAGE", "PERSIST", "INFRA")
                .contains("Nodes: " + cluster.nodes().size());
        assertThat(cluster.nodes())
                .allSatisfy(node -> assertThat(plan.stdout()).contains("- " + HiveCommand.nameOf(node) + " ("));
        ClusterRecord record = cluster.directory().record().orElseThrow();
        assertThat(record.owner().isAlive() || record.kept())
                .as("%s is responsible for the cluster, or it was kept on purpose", record.owner())
                .isTrue();
    }
}
