package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.junit.HiveCluster;
import org.junit.jupiter.api.Test;

class NodesFilterTest {
    @Test
    void a_class_runs_on_a_cluster_that_has_the_nodes_it_needs() {
        assertThat(NodesFilter.isApplicable(OnThree.class, 3)).isTrue();
        assertThat(NodesFilter.isApplicable(OnThree.class, 10)).isTrue();
        assertThat(NodesFilter.isApplicable(NodesFilterTest.class, 1)).isTrue();
    }

    @Test
    void a_class_that_needs_more_nodes_is_left_out() {
        assertThat(NodesFilter.isApplicable(OnThree.class, 2)).isFalse();
    }

    @Test
    void a_class_that_stores_something_is_left_out_only_where_each_node_stores_apart() {
        assertThat(NodesFilter.isApplicable(Storing.class, 1)).isTrue();
        assertThat(NodesFilter.isApplicable(Storing.class, 2)).isFalse();
        assertThat(NodesFilter.isApplicable(Storing.class, 3)).isTrue();
    }

    @HiveCluster(nodes = 3)
    private static final class OnThree {}

    @HiveCluster(nodes = 1)
    @SharedStorage
    private static final class Storing {}
}
