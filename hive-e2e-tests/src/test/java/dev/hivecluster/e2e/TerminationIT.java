package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Phase 9 of the single-node suite (hive contract, section 1.1): one instance that an image was made of is terminated, and
 * each test looks at what has become of a part of it.
 */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminationIT {
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;
    private final List<AutoCloseable> own = new ArrayList<>();
    private final String id;
    private final String rootVolume;
    private final String snapshot;
    private final Guests.Port port;
    private final DeleteSnapshotResponse deleted;
    private final InstanceStateChange terminated;

    TerminationIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) throws Exception {
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
        try {
            Images images = new Images(ec2, this.fixtures.objects());
            InstanceRoom room = this.fixtures.instances().room(1);
            own.add(images);
            own.add(room);
            this.id = room.launch();
            this.port = this.fixtures.guests().port(id);
            this.fixtures.guests().awaitLogin(port);
            this.rootVolume = Instances.rootVolume(ec2, id);
            this.snapshot = images.snapshot(images.create(id, Images.uniqueName()));
            // Hive does not delete a volume that there are snapshots of.
            this.deleted = ec2.deleteSnapshot(request -> request.snapshotId(snapshot));
            this.terminated = Instances.terminate(ec2, id);
        } catch (RuntimeException | Error e) {
            Closing.all(own);
            throw e;
        }
    }

    @AfterAll
    void remove() {
        Closing.all(own);
    }

    @Test
    @Scenario("S97")
    void the_snapshot_of_an_image_can_be_deleted() {
        assertThat(deleted.sdkHttpResponse().isSuccessful()).isTrue();
        Snapshots.awaitGone(ec2, snapshot);
    }

    @Test
    @Scenario("S98")
    void a_running_instance_can_be_terminated() {
        assertThat(terminated.previousState().nameAsString()).isEqualTo("running");
        assertThat(terminated.currentState().nameAsString()).isEqualTo("shutting-down");
    }

    /** Upstream looks, and goes on whatever it sees. */
    @Test
    @Scenario("S99")
    void a_terminated_instance_ends() {
        Instances.await(ec2, id, "terminated", Waits.INSTANCE_LIMIT);
    }

    @Test
    @Scenario("S100")
    void the_guest_of_a_terminated_instance_is_not_reached() {
        fixtures.guests().awaitUnreachable(port);
    }

    @Test
    @Scenario("S101")
    void the_root_volume_of_a_terminated_instance_is_gone() {
        Volumes.awaitGone(ec2, rootVolume);
    }
}
