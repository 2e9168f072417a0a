package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.CommandResult;
import io.restassured.RestAssured;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** The multi-node suite's look at a formed cluster (hive contract, section 1.2), asked of every node and not of the first. */
@HiveCluster(nodes = 2)
@ExtendWith(Fixtures.Extension.class)
class EveryNodeIT {
    private final Cluster cluster;
    private final RequestSpecification specification;
    private final InstancePool instances;

    EveryNodeIT(Cluster cluster, RequestSpecification specification, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.instances = fixtures.on(cluster, ec2, s3).instances();
        this.cluster = cluster;
        this.specification = specification;
    }

    @Test
    @Scenario("M11")
    void nats_of_each_node_knows_all_others() {
        everyNatsKnowsAllOthers();
    }

    @Test
    @Scenario("M12")
    void the_storage_of_each_node_answers() {
        for (Node node : cluster.nodes()) {
            assertThat(RestAssured.given(specification)
                            .get(node.endpoints().storage())
                            .statusCode())
                    .as("the storage of %s refuses an unsigned request, over verified TLS", node)
                    .isEqualTo(403);
        }
    }

    @Test
    @Scenario("M13")
    void the_gateway_of_each_node_answers() {
        for (Node node : cluster.nodes()) {
            Waits.untilAsserted(
                    "the gateway of " + node + " answers",
                    () -> assertThat(RestAssured.given(specification)
                                    .get(node.endpoints().gateway())
                                    .statusCode())
                            .as("the status for an unsigned request, over verified TLS")
                            .isEqualTo(403));
        }
    }

    @Test
    @Scenario("M14")
    void the_gateway_of_each_node_lists_instance_types() {
        instances.whileThereIsRoom(() -> {
            everyGatewayListsInstanceTypes();
        });
    }

    @Test
    @Scenario("M15")
    void every_node_is_ready() {
        Waits.untilAsserted("every node is ready", () -> NodeList.isReady(cluster));
    }

    @Test
    @Scenario("M16")
    void the_table_of_instance_types_has_its_heading() {
        instances.whileThereIsRoom(() -> {
            Waits.untilAsserted(
                    "instance types are shown",
                    () -> assertThat(Capacity.of(cluster).headingOfTypes())
                            .containsExactly("INSTANCE TYPE", "AVAILABLE", "VCPU", "MEMORY"));
        });
    }

    @Test
    @Scenario("M17")
    void the_list_of_instances_can_be_asked_for() throws Exception {
        CommandResult instances = new HiveCommand(cluster, cluster.node(1)).ask("get", "vms");
        assertThat(instances.status()).as("exit status: %s", instances).isZero();
        if (!instances.stdout().strip().equals("No VMs found.")) {
            assertThat(Table.startingWith("INSTANCE", instances.stdout()).heading())
                    .as("the heading of %s", instances.stdout())
                    .containsExactly("INSTANCE", "STATUS", "TYPE", "VCPU", "MEM", "NODE", "IP", "AGE");
        }
    }

    @Test
    @Scenario("M18")
    void each_gateway_knows_a_region() {
        for (Node node : cluster.nodes()) {
            assertThat(answered(node, "DescribeRegions").getList("DescribeRegionsResponse.regionInfo.item.regionName"))
                    .as("regions at the gateway of %s", node)
                    .contains(cluster.spec().region());
        }
    }

    @Test
    @Scenario("M82")
    void nats_still_knows_all_nodes_after_requests_through_every_gateway() {
        instances.whileThereIsRoom(() -> {
            everyGatewayListsInstanceTypes();
            everyNatsKnowsAllOthers();
        });
    }

    private void everyGatewayListsInstanceTypes() {
        for (Node node : cluster.nodes()) {
            Waits.untilAsserted(
                    "the gateway of " + node + " lists instance types",
                    () -> assertThat(answered(node, "DescribeInstanceTypes")
                                    .getList("DescribeInstanceTypesResponse.instanceTypeSet.item.instanceType"))
                            .isNotEmpty());
        }
    }

    /** There are several routes to each node: their names count. */
    private void everyNatsKnowsAllOthers() {
        for (Node node : cluster.nodes()) {
            Waits.untilAsserted("NATS of " + node + " knows all others", () -> {
                List<String> names = RestAssured.given(specification)
                        .get(node.endpoints().natsMonitor().resolve("/routez"))
                        .jsonPath()
                        .getList("routes.remote_name");
                assertThat(cluster.nodes())
                        .filteredOn(other -> !other.equals(node))
                        .allSatisfy(other -> assertThat(names)
                                .anySatisfy(name -> assertThat(name).endsWith("-" + HiveCommand.nameOf(other))));
            });
        }
    }

    private XmlPath answered(Node node, String action) {
        Response response = new SignedRequests(specification, cluster)
                .action(node.endpoints().gateway(), action);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return XmlPath.from(response.asString());
    }
}
