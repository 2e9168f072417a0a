package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Phase 7 of the single-node suite (hive contract, section 1.1), with one instance: each test brings it to the state that it
 * begins with.
 */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstanceStatesIT {
    private final Cluster cluster;
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;
    private final InstanceRoom room;
    private final Volumes volumes;
    private final String id;

    InstanceStatesIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.cluster = cluster;
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
        this.volumes = new Volumes(ec2, cluster.spec().availabilityZone());
        this.room = this.fixtures.instances().room(1);
        this.id = launched();
    }

    private String launched() {
        try {
            String launched = room.launch();
            fixtures.guests().awaitLogin(fixtures.guests().port(launched));
            return launched;
        } catch (RuntimeException | Error e) {
            room.close();
            throw e;
        }
    }

    @AfterEach
    void removeVolumes() {
        volumes.close();
    }

    @AfterAll
    void terminate() {
        room.close();
    }

    @Test
    @Scenario("S82")
    void a_running_instance_can_be_stopped() throws Exception {
        Instances.startAndAwait(ec2, id);
        InstanceStateChange change = Instances.stop(ec2, id);
        assertThat(change.currentState().nameAsString()).isEqualTo("stopping");
        Instances.await(ec2, id, "stopped", Waits.INSTANCE_LIMIT);
        assertThat(fixtures.guests().ports(id))
                .as("QEMUs of %s on %s", id, cluster)
                .isEmpty();
    }

    @Test
    @Scenario("S83")
    void a_volume_can_be_created_while_an_instance_is_stopped() {
        stopped();
        Volumes.awaitAvailable(ec2, volumes.create());
    }

    @Test
    @Scenario("S84")
    void a_stopped_instance_takes_no_volume() {
        stopped();
        String volume = volumes.create();
        Refusals.isRefused("IncorrectInstanceState", 409, () -> volumes.attach(volume, id, "/dev/sdg"));
        Volumes.awaitAvailable(ec2, volume);
    }

    @Test
    @Scenario("S85")
    void a_volume_that_a_stopped_instance_did_not_take_can_be_deleted() {
        stopped();
        String volume = volumes.create();
        Refusals.isRefused("IncorrectInstanceState", 409, () -> volumes.attach(volume, id, "/dev/sdg"));
        volumes.delete(volume);
        Volumes.awaitGone(ec2, volume);
    }

    @Test
    @Scenario("S86")
    void a_stopped_instance_can_be_started() {
        stopped();
        Instances.startAndAwait(ec2, id);
        assertThat(fixtures.guests().port(id).instance()).isEqualTo(id);
    }

    private void stopped() {
        if (!Instances.state(ec2, id).equals("stopped")) {
            Instances.stop(ec2, id);
            Instances.await(ec2, id, "stopped", Waits.INSTANCE_LIMIT);
        }
    }
}
