package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 5d of the single-node suite (hive contract, section 1.1): what instances are launched from. */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class StorageIT {
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;

    StorageIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
    }

    @Test
    @Scenario("S66")
    void the_snapshot_of_an_image_is_stored() {
        assertThat(fixtures.objects().keys("snap-" + fixtures.imageId() + "/"))
                .contains("snap-" + fixtures.imageId() + "/config.json");
    }

    @Test
    @Scenario("S67")
    void a_root_volume_is_made_from_the_snapshot_of_the_image() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            assertThat(fixtures.objects()
                            .configuration(Instances.rootVolume(ec2, shared.id()))
                            .getString("SnapshotID"))
                    .isEqualTo("snap-" + fixtures.imageId());
        }
    }

    @Test
    @Scenario("S68")
    void a_root_volume_tells_the_image_that_it_was_made_from() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            assertThat(fixtures.objects()
                            .configuration(Instances.rootVolume(ec2, shared.id()))
                            .getString("SourceVolumeName"))
                    .isEqualTo(fixtures.imageId());
        }
    }
}
