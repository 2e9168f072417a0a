package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterTagsTest {
    private static final String ID = "0b7c7ba1-0e4f-4f8c-9d0a-8f6f5a3f2c11";

    @Test
    void they_tell_the_record_and_the_cluster_in_any_order() {
        ClusterTags tags = ClusterTags.parse(ID + "; demo;hive;terraform");

        assertThat(tags.recordId()).contains(ID);
        assertThat(tags.cluster("demo-1")).isEqualTo("demo");
    }

    @Test
    void a_cluster_may_be_called_like_a_tag_of_all() {
        ClusterTags tags = ClusterTags.parse(ID + ";hive;terraform");

        assertThat(tags.cluster("hive-10")).isEqualTo("hive");
    }

    @Test
    void machines_without_our_tag_or_without_a_record_are_not_ours() {
        assertThat(ClusterTags.parse("").recordId()).isEmpty();
        assertThat(ClusterTags.parse(ID + ";demo").recordId()).isEmpty();
        assertThat(ClusterTags.parse("demo;hive;terraform").recordId()).isEmpty();
    }
}
