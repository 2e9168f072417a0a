package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
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

/** Tests 1d and 1d-ii of the multi-node suite (hive contract, section 1.2): what one gateway is told of tags, another knows. */
@HiveCluster(nodes = 3)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
@ResourceLock(Tags.OF_SHARED_INSTANCES)
class ClusterTagsIT {
    private static final Map<String, String> THREE =
            Map.of("Name", "multinode-test", "Environment", "testing", "DeleteMe", "please");

    private static final Map<String, String> TWO = Map.of("Name", "multinode-root-vol", "Environment", "testing");

    private final Ec2Client second;
    private final Tags tags;
    private final SharedInstances shared;

    ClusterTagsIT(
            Cluster cluster,
            @NodeIndex(1) Ec2Client first,
            @NodeIndex(2) Ec2Client second,
            S3Client s3,
            Fixtures fixtures) {
        this.second = second;
        this.tags = new Tags(first);
        this.shared = fixtures.on(cluster, first, s3).instances().shared();
    }

    @AfterEach
    void removeTags() {
        Closing.all(List.of(tags, shared));
    }

    @Test
    @Scenario("M66")
    void an_instance_can_be_tagged() {
        assertThat(tags.create(shared.id(), THREE).sdkHttpResponse().isSuccessful())
                .isTrue();
    }

    @Test
    @Scenario("M67")
    void the_tags_of_a_resource_are_found_by_its_id() {
        tags.create(shared.id(), THREE);
        assertThat(Tags.of(second, shared.id())).isEqualTo(THREE);
    }

    @Test
    @Scenario("M70")
    void a_tag_can_be_overwritten() {
        tags.create(shared.id(), THREE);
        tags.create(shared.id(), Map.of("Name", "multinode-updated"));
        assertThat(Tags.matching(second, Tags.filter("resource-id", shared.id()), Tags.filter("key", "Name")))
                .extracting(TagDescription::value)
                .containsExactly("multinode-updated");
    }

    @Test
    @Scenario("M71")
    void a_tag_can_be_deleted_by_its_key() {
        tags.create(shared.id(), THREE);
        tags.delete(shared.id(), "DeleteMe");
        assertThat(Tags.of(second, shared.id())).containsOnlyKeys("Name", "Environment");
    }

    @Test
    @Scenario("M72")
    void a_tag_with_another_value_is_not_deleted() {
        tags.create(shared.id(), THREE);
        tags.deleteIf(shared.id(), "Environment", "production");
        assertThat(Tags.of(second, shared.id())).isEqualTo(THREE);
    }

    @Test
    @Scenario("M73")
    void a_tag_with_this_value_is_deleted() {
        tags.create(shared.id(), THREE);
        assertThat(Tags.matching(second, Tags.filter("resource-id", shared.id()), Tags.filter("key", "Environment")))
                .hasSize(1);
        tags.deleteIf(shared.id(), "Environment", "testing");
        assertThat(Tags.matching(second, Tags.filter("resource-id", shared.id()), Tags.filter("key", "Environment")))
                .isEmpty();
    }

    @Test
    @Scenario("M74")
    void what_was_not_deleted_is_left() {
        tags.create(shared.id(), THREE);
        tags.delete(shared.id(), "DeleteMe");
        tags.deleteIf(shared.id(), "Environment", "testing");
        assertThat(Tags.of(second, shared.id())).isEqualTo(Map.of("Name", "multinode-test"));
    }

    @Test
    @Scenario("M68")
    void the_tags_of_all_resources_are_found_by_their_key() {
        tags.create(shared.id(), THREE);
        List<TagDescription> found = Tags.matching(second, Tags.filter("key", "Environment"));
        assertThat(found).extracting(TagDescription::key).containsOnly("Environment");
        assertThat(found).extracting(TagDescription::resourceId).containsOnlyOnce(shared.id());
    }

    @Test
    @Scenario("M69")
    void the_tags_of_instances_are_found_by_their_type() {
        tags.create(shared.id(), THREE);
        List<TagDescription> found = Tags.matching(second, Tags.filter("resource-type", "instance"));
        assertThat(found).extracting(TagDescription::resourceTypeAsString).containsOnly("instance");
        assertThat(found)
                .filteredOn(tag -> tag.resourceId().equals(shared.id()))
                .hasSize(THREE.size());
    }

    @Test
    @Scenario("M75")
    void a_volume_can_be_tagged() {
        assertThat(tags.create(volume(), TWO).sdkHttpResponse().isSuccessful()).isTrue();
    }

    @Test
    @Scenario("M76")
    void the_tags_of_a_volume_are_found_by_its_id() {
        tags.create(volume(), TWO);
        assertThat(Tags.of(second, volume())).isEqualTo(TWO);
    }

    @Test
    @Scenario("M77")
    void the_tags_of_volumes_are_found_by_their_type() {
        tags.create(volume(), TWO);
        List<TagDescription> found = Tags.matching(second, Tags.filter("resource-type", "volume"));
        assertThat(found).extracting(TagDescription::resourceTypeAsString).containsOnly("volume");
        assertThat(found).filteredOn(tag -> tag.resourceId().equals(volume())).hasSize(TWO.size());
    }

    @Test
    @Scenario("M78")
    void several_tags_can_be_deleted_at_once() {
        tags.create(volume(), TWO);
        assertThat(Tags.of(second, volume())).hasSize(TWO.size());
        tags.delete(volume(), "Name", "Environment");
        assertThat(Tags.of(second, volume())).isEmpty();
    }

    private String volume() {
        return Instances.rootVolume(second, shared.id());
    }
}
