package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 4 of the multi-node suite (hive contract, section 1.2). */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ClusterImagesIT {
    private final ClusterFixtures fixtures;

    ClusterImagesIT(Cluster cluster, @NodeIndex(1) Ec2Client first, S3Client s3, Fixtures fixtures) {
        this.fixtures = fixtures.on(cluster, first, s3);
    }

    @Test
    @Scenario("M22")
    void an_image_file_can_be_imported_on_one_node() {
        assertThat(fixtures.image().command().status()).isZero();
        assertThat(fixtures.image().id()).matches("ami-[0-9a-f]{17}");
    }

    @Test
    @Scenario("M23")
    void an_imported_image_is_available_on_every_node(
            @NodeIndex(1) Ec2Client first, @NodeIndex(2) Ec2Client second, @NodeIndex(3) Ec2Client third) {
        for (Ec2Client ec2 : List.of(first, second, third)) {
            assertThat(Images.find(ec2, fixtures.imageId()).orElseThrow().stateAsString())
                    .isEqualTo("available");
        }
    }
}
