package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.s3.S3Client;

/** The end of the multi-node suite (hive contract, section 1.2): three instances are terminated. */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTerminationIT {
    private final Ec2Client second;
    private final ClusterFixtures fixtures;
    private final InstanceRoom room;
    private final List<Guests.Port> ports = new ArrayList<>();
    private final List<InstanceStateChange> terminated = new ArrayList<>();

    ClusterTerminationIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            S3Client s3,
            Fixtures fixtures) {
        this.second = second;
        this.fixtures = fixtures.on(cluster, first, s3);
        this.room = this.fixtures.instances().room(3);
        try {
            Guests guests = this.fixtures.guests();
            for (int i = 0; i < room.size(); i++) {
                ports.add(guests.port(room.launch()));
            }
            ports.forEach(guests::awaitLogin);
            ports.forEach(port -> terminated.add(Instances.terminate(first, port.instance())));
        } catch (RuntimeException | Error e) {
            room.close();
            throw e;
        }
    }

    @AfterAll
    void giveBack() {
        room.close();
    }

    @Test
    @Scenario("M83")
    void each_instance_can_be_terminated() {
        assertThat(terminated)
                .hasSize(3)
                .allSatisfy(change ->
                        assertThat(change.currentState().nameAsString()).isEqualTo("shutting-down"));
    }

    @Test
    @Scenario("M84")
    void each_ends() {
        for (Guests.Port port : ports) {
            Instances.await(second, port.instance(), "terminated", Waits.INSTANCE_LIMIT);
        }
    }

    @Test
    @Scenario("M85")
    void no_guest_is_reached_any_more() {
        ports.forEach(fixtures.guests()::awaitUnreachable);
    }
}
