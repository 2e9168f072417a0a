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
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 5b of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class VolumesIT {
    private final Ec2Client ec2;
    private final InstancePool instances;
    private final Volumes volumes;

    VolumesIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        this.instances = fixtures.on(cluster, ec2, s3).instances();
        this.volumes = new Volumes(ec2, cluster.spec().availabilityZone());
    }

    @AfterEach
    void removeVolumes() {
        volumes.close();
    }

    @Test
    @Scenario("S41")
    void a_volume_can_be_created() {
        CreateVolumeResponse created = volumes.create(Volumes.SIZE_GIB);
        assertThat(created.volumeId()).matches("vol-[0-9a-f]{17}");
        assertThat(created.size()).isEqualTo(Volumes.SIZE_GIB);
        Volumes.awaitAvailable(ec2, created.volumeId());
    }

    @Test
    @Scenario("S42")
    void a_volume_can_be_told_to_grow() {
        VolumeModification modification = volumes.grow(volumes.create());
        assertThat(modification.originalSize()).isEqualTo(Volumes.SIZE_GIB);
        assertThat(modification.targetSize()).isEqualTo(Volumes.GROWN_GIB);
    }

    @Test
    @Scenario("S43")
    void a_volume_grows() {
        String id = volumes.create();
        assertThat(Volumes.get(ec2, id).size()).isEqualTo(Volumes.SIZE_GIB);
        volumes.grow(id);
        Volumes.awaitSize(ec2, id, Volumes.GROWN_GIB);
    }

    @Test
    @Scenario("S44")
    void a_volume_can_be_attached() {
        try (SharedInstances shared = instances.shared()) {
            String id = volumes.create();
            String device = SharedInstances.device();
            AttachVolumeResponse attached = volumes.attach(id, shared.id(), device);
            assertThat(attached.volumeId()).isEqualTo(id);
            assertThat(attached.instanceId()).isEqualTo(shared.id());
            assertThat(attached.device()).isEqualTo(device);
            assertThat(attached.stateAsString()).isIn("attaching", "attached");
            volumes.close();
        }
    }

    @Test
    @Scenario("S45")
    void an_attached_volume_is_in_use() {
        try (SharedInstances shared = instances.shared()) {
            String id = volumes.create();
            volumes.attach(id, shared.id(), SharedInstances.device());
            Volumes.awaitAttached(ec2, id, shared.id());
            volumes.close();
        }
    }

    @Test
    @Scenario("S46")
    void a_volume_can_be_detached_without_saying_from_what() {
        try (SharedInstances shared = instances.shared()) {
            String id = volumes.create();
            volumes.attach(id, shared.id(), SharedInstances.device());
            DetachVolumeResponse detached = volumes.detach(id);
            assertThat(detached.volumeId()).isEqualTo(id);
            assertThat(detached.instanceId()).isEqualTo(shared.id());
            assertThat(detached.stateAsString()).isIn("detaching", "detached");
            volumes.close();
        }
    }

    @Test
    @Scenario("S47")
    void a_detached_volume_is_available() {
        try (SharedInstances shared = instances.shared()) {
            String id = volumes.create();
            volumes.attach(id, shared.id(), SharedInstances.device());
            Volumes.awaitAttached(ec2, id, shared.id());
            volumes.detach(id);
            Volumes.awaitAvailable(ec2, id);
        }
    }

    @Test
    @Scenario("S48")
    void a_volume_can_be_deleted() {
        assertThat(volumes.delete(volumes.create()).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("S49")
    void a_deleted_volume_is_gone() {
        String id = volumes.create();
        assertThat(Volumes.find(ec2, id)).isPresent();
        volumes.delete(id);
        Volumes.awaitGone(ec2, id);
    }

    @Test
    @Scenario("S50")
    void a_root_volume_is_in_good_state() {
        try (SharedInstances shared = instances.shared()) {
            String root = Instances.rootVolume(ec2, shared.id());
            List<VolumeStatusItem> found =
                    ec2.describeVolumeStatus(request -> request.volumeIds(root)).volumeStatuses();
            assertThat(found).extracting(VolumeStatusItem::volumeId).containsExactly(root);
            assertThat(found.get(0).volumeStatus().statusAsString()).isEqualTo("ok");
        }
    }
}
