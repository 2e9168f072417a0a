package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Test 1c-ii of the multi-node suite (hive contract, section 1.2): what another node stores of them. */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterStorageIT {
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;
    private final StoredObjects second;

    ClusterStorageIT(Cluster cluster, Ec2Client ec2, S3Client s3, @NodeIndex(2) S3Client second, Fixtures fixtures) {
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
        this.second = new StoredObjects(second);
    }

    @Test
    @Scenario("M63")
    void the_snapshot_of_an_image_is_stored() {
        assertThat(second.keys("snap-" + fixtures.imageId() + "/"))
                .contains("snap-" + fixtures.imageId() + "/config.json");
    }

    @Test
    @Scenario("M64")
    void a_root_volume_is_made_from_the_snapshot_of_the_image() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            assertThat(second.configuration(Instances.rootVolume(ec2, shared.id()))
                            .getString("SnapshotID"))
                    .isEqualTo("snap-" + fixtures.imageId());
        }
    }

    @Test
    @Scenario("M65")
    void a_root_volume_tells_the_image_that_it_was_made_from() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            assertThat(second.configuration(Instances.rootVolume(ec2, shared.id()))
                            .getString("SourceVolumeName"))
                    .isEqualTo(fixtures.imageId());
        }
    }
}
