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
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Test 1b of the multi-node suite (hive contract, section 1.2): what one gateway is told of volumes, another knows.
 */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterVolumesIT {
    private final Ec2Client second;
    private final InstancePool instances;
    private final Volumes volumes;

    ClusterVolumesIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            S3Client s3,
            Fixtures fixtures) {
        this.second = second;
        this.instances = fixtures.on(cluster, first, s3).instances();
        this.volumes = new Volumes(first, cluster.spec().availabilityZone());
    }

    @AfterEach
    void removeVolumes() {
        volumes.close();
    }

    @Test
    @Scenario("M39")
    void a_volume_can_be_created() {
        CreateVolumeResponse created = volumes.create(Volumes.SIZE_GIB);
        assertThat(created.volumeId()).matches("vol-[0-9a-f]{17}");
        assertThat(created.size()).isEqualTo(Volumes.SIZE_GIB);
        Volumes.awaitAvailable(second, created.volumeId());
    }

    @Test
    @Scenario("M40")
    void a_volume_can_be_told_to_grow() {
        VolumeModification modification = volumes.grow(volumes.create());
        assertThat(modification.originalSize()).isEqualTo(Volumes.SIZE_GIB);
        assertThat(modification.targetSize()).isEqualTo(Volumes.GROWN_GIB);
    }

    @Test
    @Scenario("M41")
    void a_volume_grows() {
        String id = volumes.create();
        assertThat(Volumes.get(second, id).size()).isEqualTo(Volumes.SIZE_GIB);
        volumes.grow(id);
        Volumes.awaitSize(second, id, Volumes.GROWN_GIB);
    }

    @Test
    @Scenario("M42")
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
    @Scenario("M43")
    void an_attached_volume_is_in_use() {
        try (SharedInstances shared = instances.shared()) {
            String id = volumes.create();
            volumes.attach(id, shared.id(), SharedInstances.device());
            Volumes.awaitAttached(second, id, shared.id());
            volumes.close();
        }
    }

    @Test
    @Scenario("M44")
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
    @Scenario("M45")
    void a_detached_volume_is_available() {
        try (SharedInstances shared = instances.shared()) {
            String id = volumes.create();
            volumes.attach(id, shared.id(), SharedInstances.device());
            Volumes.awaitAttached(second, id, shared.id());
            volumes.detach(id);
            Volumes.awaitAvailable(second, id);
        }
    }

    @Test
    @Scenario("M46")
    void a_volume_can_be_deleted() {
        assertThat(volumes.delete(volumes.create()).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("M47")
    void a_deleted_volume_is_gone() {
        String id = volumes.create();
        assertThat(Volumes.find(second, id)).isPresent();
        volumes.delete(id);
        Volumes.awaitGone(second, id);
    }
}
