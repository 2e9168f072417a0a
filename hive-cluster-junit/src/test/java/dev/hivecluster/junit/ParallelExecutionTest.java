package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.hivecluster.lifecycle.Cluster;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource.LockMode;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Which locks JUnit takes for a test when it runs tests beside each other, and what comes of them. */
class ParallelExecutionTest {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    /** The tests that share the cluster just now. */
    private static final AtomicInteger SHARING = new AtomicInteger();

    /** Those that disturb it. */
    private static final AtomicInteger DISTURBING = new AtomicInteger();

    private static final CyclicBarrier MEETING = new CyclicBarrier(2);

    @TempDir
    private Path project;

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

    @Test
    void an_annotation_of_ones_own_may_say_both() {
        assertThat(locks(classIn(ComposedDisturbing.class))).contains(lock(LockMode.READ_WRITE));
    }

    @Test
    void a_nested_class_and_a_subclass_disturb_what_the_class_does() {
        assertThat(locks(classIn(FromDisturbing.class))).contains(lock(LockMode.READ_WRITE));
        assertThat(classIn(WithNestedThatDisturbs.class).getChildren().stream().map(ParallelExecutionTest::locks))
                .containsExactly(Set.of(lock(LockMode.READ_WRITE)));
    }

    @Test
    void tests_that_share_the_cluster_run_beside_each_other() {
        new FakeHive(project.resolve("clusters"))
                .run(PARALLEL, Meeting.class, MeetingToo.class)
                .testEvents()
                .assertStatistics(counts -> counts.succeeded(2).failed(0));
    }

    @Test
    void a_test_that_disturbs_the_cluster_runs_alone() {
        new FakeHive(project.resolve("clusters"))
                .run(PARALLEL, Quiet.class, Alone.class, QuietToo.class)
                .testEvents()
                .assertStatistics(counts -> counts.succeeded(22).failed(0));
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

    @Retention(RetentionPolicy.RUNTIME)
    @HiveCluster
    @DisturbsCluster
    @interface AloneOnHive {}

    @AloneOnHive
    static class ComposedDisturbing {
        @Test
        void test() {}
    }

    static class FromDisturbing extends Disturbing {}

    @HiveCluster
    static class WithNestedThatDisturbs {
        @Nested
        @DisturbsCluster
        class Inner {
            @Test
            void test() {}
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Meeting {
        @Test
        void meets_the_other(Cluster cluster) throws Exception {
            MEETING.await(30, TimeUnit.SECONDS);
        }
    }

    static class MeetingToo extends Meeting {}

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Quiet {
        @RepeatedTest(10)
        void shares(Cluster cluster) {
            SHARING.incrementAndGet();
            assertThat(DISTURBING).hasValue(0);
            SHARING.decrementAndGet();
        }
    }

    static class QuietToo extends Quiet {}

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    @DisturbsCluster
    static class Alone {
        @Test
        void once(Cluster cluster) {
            nobody_else_is_there();
        }

        @Test
        void once_more(Cluster cluster) {
            nobody_else_is_there();
        }

        private static void nobody_else_is_there() {
            assertThat(DISTURBING.incrementAndGet()).isEqualTo(1);
            assertThat(SHARING).hasValue(0);
            DISTURBING.decrementAndGet();
        }
    }
}
