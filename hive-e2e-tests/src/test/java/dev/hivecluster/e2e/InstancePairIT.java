package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 7b of the single-node suite (hive contract, section 1.1): two instances launched together. */
@HiveCluster(nodes = 1, cpuCores = 4)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class InstancePairIT {
    private final Ec2Client ec2;
    private final InstanceRoom room;

    InstancePairIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        // Together they need one node that has room for both: there is one where there is more room than nodes.
        int nodes = cluster.nodes().size();
        this.room = fixtures.on(cluster, ec2, s3).instances().room(nodes + 1);
    }

    @AfterEach
    void terminate() {
        room.close();
    }

    @Test
    @Scenario("S87")
    void two_instances_can_be_launched_together() {
        assertThat(room.run(2).instances())
                .hasSize(2)
                .extracting(Instance::instanceId)
                .doesNotHaveDuplicates();
    }

    @Test
    @Scenario("S88")
    void both_run() {
        for (String id : pair()) {
            Instances.awaitRunning(ec2, id);
        }
    }

    @Test
    @Scenario("S89")
    void both_can_be_terminated_together() {
        List<String> pair = running();
        assertThat(ec2.terminateInstances(request -> request.instanceIds(pair)).terminatingInstances())
                .hasSize(2)
                .allSatisfy(change ->
                        assertThat(change.currentState().nameAsString()).isEqualTo("shutting-down"))
                .extracting(InstanceStateChange::instanceId)
                .containsExactlyInAnyOrderElementsOf(pair);
    }

    /** Upstream looks, and goes on whatever it sees. */
    @Test
    @Scenario("S90")
    void both_end() {
        List<String> pair = running();
        ec2.terminateInstances(request -> request.instanceIds(pair));
        for (String id : pair) {
            Instances.await(ec2, id, "terminated", Waits.INSTANCE_LIMIT);
        }
    }

    private List<String> running() {
        List<String> pair = pair();
        pair.forEach(id -> Instances.awaitRunning(ec2, id));
        return pair;
    }

    private List<String> pair() {
        return room.run(2).instances().stream().map(Instance::instanceId).toList();
    }
}
