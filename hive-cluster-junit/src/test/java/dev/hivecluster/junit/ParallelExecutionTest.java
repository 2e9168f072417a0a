package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource.LockMode;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Which locks JUnit takes for a test when it runs tests beside each other. */
class ParallelExecutionTest {
    @Test
    void a_class_on_a_cluster_shares_it() {
        assertThat(locks(classIn(Sharing.class))).containsExactly(lock(LockMode.READ));
    }

    @Test
    void a_class_that_disturbs_the_cluster_has_it_alone() {
        assertThat(locks(classIn(Disturbing.class))).contains(lock(LockMode.READ_WRITE));
    }

    @Test
    void a_method_may_disturb_what_its_class_shares() {
        TestDescriptor type = classIn(WithOneThatDisturbs.class);

        assertThat(locks(type)).containsExactly(lock(LockMode.READ));
        assertThat(type.getChildren().stream().map(ParallelExecutionTest::locks))
                .containsExactlyInAnyOrder(Set.of(), Set.of(lock(LockMode.READ_WRITE)));
    }

    @Test
    void an_annotation_of_ones_own_takes_the_lock_along() {
        assertThat(locks(classIn(Composed.class))).containsExactly(lock(LockMode.READ));
    }

    private static TestDescriptor classIn(Class<?> type) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .build();
        JupiterTestEngine engine = new JupiterTestEngine();
        return engine.discover(request, UniqueId.forEngine(engine.getId())).getChildren().stream()
                .findFirst()
                .orElseThrow();
    }

    private static Set<ExclusiveResource> locks(TestDescriptor descriptor) {
        return ((Node<?>) descriptor).getExclusiveResources().stream().collect(Collectors.toSet());
    }

    private static ExclusiveResource lock(LockMode mode) {
        return new ExclusiveResource("hive-cluster", mode);
    }

    @HiveCluster
    static class Sharing {
        @Test
        void test() {}
    }

    @HiveCluster
    @DisturbsCluster
    static class Disturbing {
        @Test
        void test() {}
    }

    @HiveCluster
    static class WithOneThatDisturbs {
        @Test
        void quiet() {}

        @Test
        @DisturbsCluster
        void disturbs() {}
    }

    @HiveClusterExtensionTest.ThreeNodes
    static class Composed {
        @Test
        void test() {}
    }
}
