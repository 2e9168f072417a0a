package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Test 3 of the multi-node suite (hive contract, section 1.2): through the gateways of different nodes. */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterInstanceStatesIT {
    private final Ec2Client first;
    private final Ec2Client second;
    private final Ec2Client third;
    private final ClusterFixtures fixtures;
    private final InstanceRoom room;

    ClusterInstanceStatesIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            @NodeIndex(3) Ec2Client third,
            S3Client s3,
            Fixtures fixtures) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fixtures = fixtures.on(cluster, first, s3);
        this.room = this.fixtures.instances().room(1);
    }

    @AfterEach
    void terminate() {
        room.close();
    }

    @Test
    @Scenario("M80")
    void a_running_instance_can_be_stopped() {
        String id = booted();
        assertThat(Instances.stop(second, id).currentState().nameAsString()).isEqualTo("stopping");
        Instances.await(third, id, "stopped", Waits.INSTANCE_LIMIT);
    }

    @Test
    @Scenario("M81")
    void a_stopped_instance_can_be_started() {
        String id = booted();
        Instances.stop(first, id);
        Instances.await(first, id, "stopped", Waits.INSTANCE_LIMIT);
        Instances.startAndAwait(second, id);
        Instances.await(third, id, "running", Waits.INSTANCE_LIMIT);
    }

    /** One that still boots does not hear that it is told to stop (hive contract, section 9). */
    private String booted() {
        String id = room.launch();
        fixtures.guests().awaitLogin(fixtures.guests().port(id));
        return id;
    }
}
