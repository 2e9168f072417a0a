package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests 1 and 2 of the multi-node suite (hive contract, section 1.2): instances of a whole cluster. */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterInstancesIT {
    private final Cluster cluster;
    private final Ec2Client first;
    private final Ec2Client second;
    private final Ec2Client third;
    private final ClusterFixtures fixtures;

    ClusterInstancesIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            @NodeIndex(3) Ec2Client third,
            S3Client s3,
            Fixtures fixtures) {
        this.cluster = cluster;
        this.first = first;
        this.second = second;
        this.third = third;
        this.fixtures = fixtures.on(cluster, first, s3);
    }

    @Test
    @Scenario("M29")
    void three_instances_can_be_launched_one_by_one() {
        try (InstanceRoom room = fixtures.instances().room(3)) {
            Set<String> ids = new TreeSet<>();
            for (int i = 0; i < room.size(); i++) {
                RunInstancesResponse launched = room.run(1);
                assertThat(launched.instances()).hasSize(1);
                assertThat(launched.instances().get(0).instanceId()).matches("i-[0-9a-f]{17}");
                ids.add(launched.instances().get(0).instanceId());
            }
            assertThat(ids).hasSize(3);
        }
    }

    @Test
    @Scenario("M30")
    void each_instance_runs_as_every_gateway_knows() {
        try (SharedInstances shared = fixtures.instances().shared(3)) {
            for (Ec2Client ec2 : List.of(first, second, third)) {
                assertThat(shared.ids())
                        .allSatisfy(id -> assertThat(Instances.state(ec2, id)).isEqualTo("running"));
            }
        }
    }

    /**
     * Upstream counts in a way that always finds none. Hive asks any node that has room, so that three instances need not
     * lie on three nodes; sooner or later they do.
     */
    @Test
    @Scenario("M31")
    void instances_spread_over_three_nodes() throws Exception {
        try (InstanceRoom room = fixtures.instances().everything()) {
            Set<String> nodes = new TreeSet<>();
            for (int i = 0; i < room.size() && nodes.size() < 3; i++) {
                Guests.Port port = fixtures.guests().port(room.launch());
                nodes.add(port.node().name());
            }
            assertThat(nodes).as("nodes that run instances").hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @Scenario("M32")
    void the_command_line_lists_each_instance_on_the_node_that_runs_it() {
        try (SharedInstances shared = fixtures.instances().shared(3)) {
            Waits.untilAsserted("all are listed", () -> {
                VmList listed = VmList.of(cluster);
                for (String id : shared.ids()) {
                    assertThat(listed.get(id))
                            .containsEntry("STATUS", "running")
                            .containsEntry(
                                    "NODE",
                                    HiveCommand.nameOf(
                                            fixtures.guests().port(id).node()));
                }
            });
        }
    }

    @Test
    @Scenario("M79")
    void every_gateway_lists_all_instances() {
        try (SharedInstances shared = fixtures.instances().shared(3)) {
            for (Ec2Client ec2 : List.of(first, second, third)) {
                assertThat(Instances.all(ec2)).extracting(Instance::instanceId).containsAll(shared.ids());
            }
        }
    }
}
