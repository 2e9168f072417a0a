package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Test 1c of the multi-node suite (hive contract, section 1.2): what one gateway is told of snapshots, another knows.
 */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterSnapshotsIT {
    private static final String DESCRIPTION = "multinode-e2e-snapshot";
    private static final String COPY = "multinode-e2e-copy";

    private final Ec2Client second;
    private final Snapshots snapshots;
    private final SharedInstances shared;

    ClusterSnapshotsIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            S3Client s3,
            Fixtures fixtures) {
        this.second = second;
        this.snapshots = new Snapshots(first, cluster.spec().region());
        this.shared = fixtures.on(cluster, first, s3).instances().shared();
    }

    @AfterEach
    void removeSnapshots() {
        Closing.all(List.of(snapshots, shared));
    }

    private CreateSnapshotResponse created() {
        return snapshots.create(volume(), DESCRIPTION);
    }

    private String volume() {
        return Instances.rootVolume(second, shared.id());
    }

    private int size() {
        return Volumes.get(second, volume()).size();
    }

    @Test
    @Scenario("M48")
    void a_snapshot_of_a_volume_in_use_can_be_made() {
        assertThat(created().snapshotId()).matches("snap-[0-9a-f]{17}");
    }

    @Test
    @Scenario("M49")
    void a_new_snapshot_is_of_the_volume() {
        assertThat(created().volumeId()).isEqualTo(volume());
    }

    @Test
    @Scenario("M50")
    void a_new_snapshot_is_as_large_as_the_volume() {
        assertThat(created().volumeSize()).isEqualTo(size());
    }

    @Test
    @Scenario("M51")
    void a_snapshot_is_completed() {
        Snapshots.awaitCompleted(second, created().snapshotId());
    }

    @Test
    @Scenario("M52")
    void a_snapshot_tells_its_volume() {
        assertThat(described().volumeId()).isEqualTo(volume());
    }

    @Test
    @Scenario("M53")
    void a_snapshot_tells_its_size() {
        assertThat(described().volumeSize()).isEqualTo(size());
    }

    @Test
    @Scenario("M54")
    void a_snapshot_tells_its_description() {
        assertThat(described().description()).isEqualTo(DESCRIPTION);
    }

    @Test
    @Scenario("M55")
    void a_snapshot_can_be_copied() {
        assertThat(copied(created().snapshotId())).matches("snap-[0-9a-f]{17}");
    }

    @Test
    @Scenario("M56")
    void a_copy_is_another_snapshot() {
        String original = created().snapshotId();
        String copy = copied(original);
        assertThat(copy).isNotEqualTo(original);
        assertThat(Snapshots.find(second, copy)).isPresent();
    }

    @Test
    @Scenario("M57")
    void original_and_copy_are_found_together() {
        String original = created().snapshotId();
        String copy = copied(original);
        assertThat(Snapshots.find(second, List.of(original, copy)))
                .extracting(Snapshot::snapshotId)
                .containsExactlyInAnyOrder(original, copy);
    }

    @Test
    @Scenario("M58")
    void a_copy_has_a_description_of_its_own() {
        String original = created().snapshotId();
        assertThat(Snapshots.get(second, copied(original)).description()).isEqualTo(COPY);
        assertThat(Snapshots.get(second, original).description()).isEqualTo(DESCRIPTION);
    }

    @Test
    @Scenario("M59")
    void a_snapshot_can_be_deleted() {
        assertThat(snapshots.delete(created().snapshotId()).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("M60")
    void a_deleted_snapshot_is_gone() {
        String id = created().snapshotId();
        assertThat(Snapshots.find(second, id)).isPresent();
        snapshots.delete(id);
        Snapshots.awaitGone(second, id);
    }

    @Test
    @Scenario("M61")
    void a_copy_outlives_its_original() {
        String original = created().snapshotId();
        String copy = copied(original);
        snapshots.delete(original);
        Snapshots.awaitGone(second, original);
        Snapshots.awaitCompleted(second, copy);
    }

    @Test
    @Scenario("M62")
    void a_copy_can_be_deleted() {
        String copy = copied(created().snapshotId());
        assertThat(snapshots.delete(copy).sdkHttpResponse().isSuccessful()).isTrue();
        Snapshots.awaitGone(second, copy);
    }

    private Snapshot described() {
        return Snapshots.get(second, created().snapshotId());
    }

    private String copied(String original) {
        return snapshots.copy(original, COPY);
    }
}
