package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterPointer;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.model.ClusterName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodesFilterTest {
    private static final Owner BUILD = Owner.current("this build");
    private static final Owner KEEPER = Owner.current("another build");

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

    @Test
    void the_cluster_of_this_build_counts_and_not_one_that_another_keeps() {
        ClusterPointer kept = pointer("a-kept", KEEPER);
        ClusterPointer made = pointer("b-made", BUILD);

        assertThat(NodesFilter.used(List.of(kept, made), BUILD::equals)).contains(made);
        assertThat(NodesFilter.used(List.of(kept), BUILD::equals)).contains(kept);
        assertThat(NodesFilter.used(List.of(kept, pointer("c-kept", KEEPER)), BUILD::equals))
                .isEmpty();
    }

    private static ClusterPointer pointer(String name, Owner owner) {
        return new ClusterPointer(new ClusterName(name), Path.of("clusters", name), Optional.of("an id"), owner);
    }

    @HiveCluster(nodes = 3)
    private static final class OnThree {}

    @HiveCluster(nodes = 1)
    @SharedStorage
    private static final class Storing {}
}
