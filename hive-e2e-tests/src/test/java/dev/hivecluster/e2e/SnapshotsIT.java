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
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 5c of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class SnapshotsIT {
    private static final String DESCRIPTION = "e2e-test-snapshot";
    private static final String COPY = "e2e-copy";

    private final Ec2Client ec2;
    private final Snapshots snapshots;
    private final SharedInstances shared;

    SnapshotsIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        this.snapshots = new Snapshots(ec2, cluster.spec().region());
        this.shared = fixtures.on(cluster, ec2, s3).instances().shared();
    }

    @AfterEach
    void removeSnapshots() {
        Closing.all(List.of(snapshots, shared));
    }

    private CreateSnapshotResponse created() {
        return snapshots.create(volume(), DESCRIPTION);
    }

    private String volume() {
        return Instances.rootVolume(ec2, shared.id());
    }

    private int size() {
        return Volumes.get(ec2, volume()).size();
    }

    @Test
    @Scenario("S51")
    void a_snapshot_of_a_volume_in_use_can_be_made() {
        assertThat(created().snapshotId()).matches("snap-[0-9a-f]{17}");
    }

    @Test
    @Scenario("S52")
    void a_new_snapshot_is_of_the_volume() {
        assertThat(created().volumeId()).isEqualTo(volume());
    }

    @Test
    @Scenario("S53")
    void a_new_snapshot_is_as_large_as_the_volume() {
        assertThat(created().volumeSize()).isEqualTo(size());
    }

    @Test
    @Scenario("S54")
    void a_snapshot_is_completed() {
        Snapshots.awaitCompleted(ec2, created().snapshotId());
    }

    @Test
    @Scenario("S55")
    void a_snapshot_tells_its_volume() {
        assertThat(described().volumeId()).isEqualTo(volume());
    }

    @Test
    @Scenario("S56")
    void a_snapshot_tells_its_size() {
        assertThat(described().volumeSize()).isEqualTo(size());
    }

    @Test
    @Scenario("S57")
    void a_snapshot_tells_its_description() {
        assertThat(described().description()).isEqualTo(DESCRIPTION);
    }

    @Test
    @Scenario("S58")
    void a_snapshot_can_be_copied() {
        assertThat(copied(created().snapshotId())).matches("snap-[0-9a-f]{17}");
    }

    @Test
    @Scenario("S59")
    void a_copy_is_another_snapshot() {
        String original = created().snapshotId();
        String copy = copied(original);
        assertThat(copy).isNotEqualTo(original);
        assertThat(Snapshots.find(ec2, copy)).isPresent();
    }

    @Test
    @Scenario("S60")
    void original_and_copy_are_found_together() {
        String original = created().snapshotId();
        String copy = copied(original);
        assertThat(Snapshots.find(ec2, List.of(original, copy)))
                .extracting(Snapshot::snapshotId)
                .containsExactlyInAnyOrder(original, copy);
    }

    @Test
    @Scenario("S61")
    void a_copy_has_a_description_of_its_own() {
        String original = created().snapshotId();
        assertThat(Snapshots.get(ec2, copied(original)).description()).isEqualTo(COPY);
        assertThat(Snapshots.get(ec2, original).description()).isEqualTo(DESCRIPTION);
    }

    @Test
    @Scenario("S62")
    void a_snapshot_can_be_deleted() {
        assertThat(snapshots.delete(created().snapshotId()).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("S63")
    void a_deleted_snapshot_is_gone() {
        String id = created().snapshotId();
        assertThat(Snapshots.find(ec2, id)).isPresent();
        snapshots.delete(id);
        Snapshots.awaitGone(ec2, id);
    }

    @Test
    @Scenario("S64")
    void a_copy_outlives_its_original() {
        String original = created().snapshotId();
        String copy = copied(original);
        snapshots.delete(original);
        Snapshots.awaitGone(ec2, original);
        Snapshots.awaitCompleted(ec2, copy);
    }

    @Test
    @Scenario("S65")
    void a_copy_can_be_deleted() {
        String copy = copied(created().snapshotId());
        assertThat(snapshots.delete(copy).sdkHttpResponse().isSuccessful()).isTrue();
        Snapshots.awaitGone(ec2, copy);
    }

    private Snapshot described() {
        return Snapshots.get(ec2, created().snapshotId());
    }

    private String copied(String original) {
        return snapshots.copy(original, COPY);
    }
}
