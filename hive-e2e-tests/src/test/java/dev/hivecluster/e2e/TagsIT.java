package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Phase 6 of the single-node suite (hive contract, section 1.1). Counts are of the resources of the test: others may be
 * tagged too.
 */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
@ResourceLock(Tags.OF_SHARED_INSTANCES)
class TagsIT {
    private static final Map<String, String> THREE =
            Map.of("Name", "e2e-test", "Environment", "testing", "DeleteMe", "please");

    private final Ec2Client ec2;
    private final Tags tags;
    private final SharedInstances shared;

    TagsIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        this.tags = new Tags(ec2);
        this.shared = fixtures.on(cluster, ec2, s3).instances().shared();
    }

    @AfterEach
    void removeTags() {
        Closing.all(List.of(tags, shared));
    }

    @Test
    @Scenario("S72")
    void an_instance_can_be_tagged() {
        assertThat(tags.create(shared.id(), THREE).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("S73")
    void the_tags_of_a_resource_are_found_by_its_id() {
        tags.create(shared.id(), THREE);
        assertThat(Tags.of(ec2, shared.id())).isEqualTo(THREE);
    }

    @Test
    @Scenario("S77")
    void a_tag_can_be_overwritten() {
        tags.create(shared.id(), THREE);
        tags.create(shared.id(), Map.of("Name", "e2e-test-updated"));
        assertThat(Tags.matching(ec2, Tags.filter("resource-id", shared.id()), Tags.filter("key", "Name")))
                .extracting(TagDescription::value)
                .containsExactly("e2e-test-updated");
    }

    @Test
    @Scenario("S78")
    void a_tag_can_be_deleted_by_its_key() {
        tags.create(shared.id(), THREE);
        tags.delete(shared.id(), "DeleteMe");
        assertThat(Tags.of(ec2, shared.id())).containsOnlyKeys("Name", "Environment");
    }

    @Test
    @Scenario("S79")
    void a_tag_with_another_value_is_not_deleted() {
        tags.create(shared.id(), THREE);
        tags.deleteIf(shared.id(), "Environment", "production");
        assertThat(Tags.of(ec2, shared.id())).isEqualTo(THREE);
    }

    @Test
    @Scenario("S80")
    void a_tag_with_this_value_is_deleted() {
        tags.create(shared.id(), THREE);
        assertThat(Tags.matching(ec2, Tags.filter("resource-id", shared.id()), Tags.filter("key", "Environment")))
                .hasSize(1);
        tags.deleteIf(shared.id(), "Environment", "testing");
        assertThat(Tags.matching(ec2, Tags.filter("resource-id", shared.id()), Tags.filter("key", "Environment")))
                .isEmpty();
    }

    @Test
    @Scenario("S81")
    void what_was_not_deleted_is_left() {
        tags.create(shared.id(), THREE);
        tags.delete(shared.id(), "DeleteMe");
        tags.deleteIf(shared.id(), "Environment", "testing");
        assertThat(Tags.of(ec2, shared.id())).isEqualTo(Map.of("Name", "e2e-test"));
    }

    @Test
    @Scenario("S74")
    void a_volume_can_be_tagged() {
        String volume = Instances.rootVolume(ec2, shared.id());
        Map<String, String> two = Map.of("Name", "e2e-root-vol", "Environment", "testing");
        assertThat(tags.create(volume, two).sdkHttpResponse().isSuccessful()).isTrue();
        assertThat(Tags.of(ec2, volume)).isEqualTo(two);
    }

    @Test
    @Scenario("S75")
    void the_tags_of_all_resources_are_found_by_their_key() {
        String volume = Instances.rootVolume(ec2, shared.id());
        tags.create(shared.id(), THREE);
        tags.create(volume, Map.of("Name", "e2e-root-vol", "Environment", "testing"));
        List<TagDescription> found = Tags.matching(ec2, Tags.filter("key", "Environment"));
        assertThat(found).extracting(TagDescription::key).containsOnly("Environment");
        assertThat(found).extracting(TagDescription::resourceId).containsOnlyOnce(shared.id(), volume);
    }

    @Test
    @Scenario("S76")
    void the_tags_of_instances_are_found_by_their_type() {
        String volume = Instances.rootVolume(ec2, shared.id());
        tags.create(shared.id(), THREE);
        tags.create(volume, Map.of("Name", "e2e-root-vol"));
        List<TagDescription> found = Tags.matching(ec2, Tags.filter("resource-type", "instance"));
        assertThat(found).extracting(TagDescription::resourceTypeAsString).containsOnly("instance");
        assertThat(found)
                .filteredOn(tag -> tag.resourceId().equals(shared.id()))
                .extracting(TagDescription::key)
                .containsExactlyInAnyOrderElementsOf(THREE.keySet());
    }
}
