package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.s3.S3Client;

/** Phases 4 and 5e of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class ImagesIT {
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;
    private final Images images;

    ImagesIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
        this.images = new Images(ec2, this.fixtures.objects());
    }

    @AfterEach
    void removeImages() {
        images.close();
    }

    @Test
    @Scenario("S24")
    void an_image_file_can_be_imported() {
        assertThat(fixtures.image().command().status()).isZero();
        assertThat(fixtures.image().id()).matches("ami-[0-9a-f]{17}");
    }

    @Test
    @Scenario("S25")
    void an_imported_image_is_available() {
        Image image = Images.find(ec2, fixtures.imageId()).orElseThrow();
        assertThat(image.stateAsString()).isEqualTo("available");
        assertThat(image.architectureAsString()).isEqualTo(fixtures.image().architecture());
    }

    @Test
    @Scenario("S69")
    void an_image_can_be_made_of_a_running_instance() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            String image = images.create(shared.id(), Images.uniqueName());
            assertThat(image).matches("ami-[0-9a-f]{17}").isNotEqualTo(fixtures.imageId());
            images.close();
        }
    }

    @Test
    @Scenario("S70")
    void an_image_has_the_name_that_it_was_given() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            String name = Images.uniqueName();
            Image image = Images.find(ec2, images.create(shared.id(), name)).orElseThrow();
            assertThat(image.name()).isEqualTo(name);
            assertThat(image.description()).isEqualTo(Images.DESCRIPTION);
            images.close();
        }
    }

    @Test
    @Scenario("S71")
    void an_image_of_an_instance_tells_the_snapshot_of_its_volume() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            String snapshot = images.snapshot(images.create(shared.id(), Images.uniqueName()));
            assertThat(Snapshots.get(ec2, snapshot).volumeId()).isEqualTo(Instances.rootVolume(ec2, shared.id()));
            images.close();
        }
    }
}
