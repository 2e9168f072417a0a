package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.deploy.FakeDeployer.Operation;
import dev.hivecluster.directory.ClusterPointer;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.lifecycle.Cluster;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HiveClusterExtensionTest {
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path project;

    private FakeHive hive;

    @BeforeEach
    void make_a_fake() {
        SEEN.clear();
        hive = new FakeHive(project.resolve("clusters"));
    }

    @Test
    void classes_that_ask_for_the_same_share_a_cluster_that_ends_with_the_run() {
        EngineExecutionResults results = hive.run(Three.class, ThreeAgain.class);

        assertAllPassed(results, 2);
        assertThat(SEEN).hasSize(1);
        assertThat(hive.deployer.count(Operation.UP)).isEqualTo(1);
        assertThat(hive.deployer.count(Operation.DOWN)).isEqualTo(1);
        assertThat(hive.records()).isEmpty();
    }

    @Test
    void classes_that_ask_for_different_things_have_different_clusters() {
        EngineExecutionResults results = hive.run(Three.class, Five.class);

        assertAllPassed(results, 2);
        assertThat(SEEN).hasSize(2);
        assertThat(hive.deployer.count(Operation.DOWN)).isEqualTo(2);
    }

    @Test
    void two_runs_never_share_a_name() {
        hive.run(Three.class);
        hive.run(Three.class);

        assertThat(SEEN).hasSize(2).allSatisfy(name -> assertThat(name).startsWith("junit-"));
    }

    @Test
    void the_name_of_a_class_begins_that_of_its_cluster() {
        assertAllPassed(hive.run(Named.class), 1);

        assertThat(SEEN).singleElement().asString().startsWith("storage-");
    }

    @Test
    void the_users_settings_count_for_a_cluster_that_is_made() {
        hive.with("hive.nodes", "4");

        assertAllPassed(hive.run(Three.class), 1);

        assertThat(SEEN).singleElement().asString().endsWith(" 4");
    }

    @Test
    void the_cluster_of_the_build_is_used_and_left() throws Exception {
        ClusterRecord record = hive.standing("demo", 3, Phase.CONFIGURED);
        hive.with("basedir", project.toString());
        ClusterPointer.to(hive.directory("demo"), record, Owner.current("the build"))
                .write(project.resolve("target"));

        assertAllPassed(hive.run(Three.class), 1);

        assertThat(SEEN).containsExactly("demo 3");
        assertThat(hive.deployer.count(Operation.DOWN)).isZero();
        assertThat(hive.directory("demo").record().orElseThrow().phase()).isEqualTo(Phase.CONFIGURED);
    }

    @Test
    void fewer_nodes_than_needed_are_an_error_that_says_what_to_type() throws Exception {
        given(hive.standing("demo", 3, Phase.CONFIGURED));

        EngineExecutionResults results = hive.run(Five.class);

        results.containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message("%s needs at least 5 nodes, but cluster demo has 3; run it with -Dhive.nodes=5"
                                        .formatted(Five.class.getName())))));
        results.testEvents().assertStatistics(counts -> counts.started(0).skipped(0));
    }

    @Test
    void each_class_is_held_against_what_it_needs_itself() throws Exception {
        given(hive.standing("demo", 3, Phase.CONFIGURED));

        EngineExecutionResults results = hive.run(Three.class, Five.class);

        results.testEvents().assertStatistics(counts -> counts.succeeded(1));
        results.containerEvents().assertStatistics(counts -> counts.failed(1));
    }

    @Test
    void smaller_machines_and_another_deployer_than_needed_are_errors_too() throws Exception {
        given(hive.standing("demo", 3, Phase.CONFIGURED));

        hive.run(Large.class, OnMetal.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                finishedWithFailure(
                                        message(
                                                text -> text.contains(
                                                        "needs at least 16384 MiB of memory per node, but cluster demo has 8192; run it with -Dhive.memoryMb=16384")))))
                .haveExactly(
                        1,
                        event(
                                finishedWithFailure(
                                        message(
                                                text -> text.contains(
                                                        "needs a cluster of deployer metal, but cluster demo has deployer simulated; run it with -Dhive.deployer=metal")))));
    }

    @Test
    void a_setting_that_is_too_small_for_the_class_is_an_error_before_anything_is_made() {
        hive.with("hive.nodes", "2");

        hive.run(Three.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("-Dhive.nodes=3")))));

        assertThat(hive.deployer.calls()).isEmpty();
    }

    @Test
    void a_setting_that_cannot_be_used_is_an_error_that_names_it() {
        hive.with("hive.nodes", "many");

        hive.run(Three.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text ->
                                text.contains(Three.class.getName()) && text.contains("hive.nodes is \"many\"")))));
    }

    @Test
    void a_name_that_no_cluster_can_have_is_an_error_that_names_the_class() {
        hive.run(Misnamed.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.contains("@HiveCluster of " + Misnamed.class.getName())))));
    }

    @Test
    void a_number_that_no_cluster_can_have_is_an_error_on_every_cluster() throws Exception {
        given(hive.standing("demo", 3, Phase.CONFIGURED));

        EngineExecutionResults results = hive.run(Eleven.class, None.class, Negative.class);

        assertThat(failures(results))
                .extracting(Throwable::getMessage)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message)
                                .startsWith("the @HiveCluster of " + Eleven.class.getName())
                                .contains("hive.nodes is \"11\"", "from 1 to 10"),
                        message -> assertThat(message)
                                .startsWith("the @HiveCluster of " + None.class.getName())
                                .contains("hive.nodes is \"0\""),
                        message -> assertThat(message)
                                .startsWith("the @HiveCluster of " + Negative.class.getName())
                                .contains("hive.memoryMb is \"-1\""));
    }

    @Test
    void a_cluster_that_is_not_configured_fails_the_class_and_says_what_to_call() throws Exception {
        given(hive.standing("demo", 3, Phase.PROVISIONED));

        EngineExecutionResults results = hive.run(Three.class);

        results.testEvents().assertStatistics(counts -> counts.started(0).skipped(0));
        assertThat(failures(results))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining("cluster demo is PROVISIONED, not CONFIGURED")
                        .hasMessageContaining(GoalCommand.of(hive.directory("demo"), "configure")));
        assertThat(hive.directory("demo").record().orElseThrow().phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void an_extension_without_the_annotation_says_what_is_missing() {
        hive.run(Unannotated.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1, event(finishedWithFailure(message(text -> text.contains("annotate it with @HiveCluster")))));
    }

    @Test
    void a_start_that_fails_fails_every_class_with_the_same_cause_and_is_not_repeated() {
        hive.deployer.failNext(Operation.UP, "out of machines");

        EngineExecutionResults results = hive.run(Three.class, ThreeAgain.class);

        List<Throwable> failures = failures(results);
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(HiveClusterException.class)
                        .hasMessageContaining("out of machines"));
        assertThat(failures.get(0).getCause()).isSameAs(failures.get(1).getCause());
        assertThat(hive.deployer.count(Operation.UP)).isEqualTo(1);
    }

    @Test
    void what_a_start_that_fails_has_made_is_destroyed() {
        hive.failNextConfigure("no quorum");

        hive.run(Three.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("no quorum")))));

        assertThat(hive.records()).extracting(ClusterRecord::phase).containsOnly(Phase.DESTROYED);
        assertThat(hive.deployer.count(Operation.DOWN)).isEqualTo(1);
    }

    @Test
    void classes_that_run_beside_each_other_wait_for_one_start() throws Exception {
        FakeDeployer.Gate gate = hive.deployer.blockNext(Operation.UP);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<EngineExecutionResults> running = threads.submit(() -> hive.run(
                    Map.of(
                            "junit.jupiter.execution.parallel.enabled", "true",
                            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                            "junit.jupiter.execution.parallel.config.strategy", "fixed",
                            "junit.jupiter.execution.parallel.config.fixed.parallelism", "3"),
                    Three.class,
                    ThreeAgain.class,
                    InNested.class));
            gate.awaitReached();
            gate.release();

            assertAllPassed(running.get(), 3);
        } finally {
            threads.shutdownNow();
        }
        assertThat(SEEN).hasSize(1);
        assertThat(hive.deployer.count(Operation.UP)).isEqualTo(1);
    }

    @Test
    void a_cluster_is_kept_if_a_test_fails_and_the_user_said_so() {
        hive.with("hive.keep", "on-failure");

        hive.run(Failing.class);

        assertThat(hive.records()).extracting(ClusterRecord::kept).containsExactly(true);
        assertThat(hive.console).anySatisfy(line -> assertThat(line).contains("is kept"));
    }

    @ParameterizedTest
    @ValueSource(classes = {FailingConstructor.class, FailingConstructorOfOneInstance.class})
    void a_constructor_that_fails_keeps_the_cluster_as_a_test_does(Class<?> failing) {
        hive.with("hive.keep", "on-failure");

        hive.run(failing);

        assertThat(hive.records()).extracting(ClusterRecord::kept).containsExactly(true);
    }

    @Test
    void a_cluster_that_a_constructor_could_not_have_leaves_its_directory() {
        hive.failNextConfigure("no quorum");

        hive.run(AskingConstructor.class);

        assertThat(hive.records()).extracting(ClusterRecord::phase).containsExactly(Phase.DESTROYED);
    }

    @Test
    void a_cluster_is_not_kept_for_failures_if_every_test_passes() {
        hive.with("hive.keep", "on-failure");

        hive.run(Three.class);

        assertThat(hive.records()).isEmpty();
    }

    @Test
    void after_failures_the_directory_stays_and_the_cluster_goes() {
        hive.run(Failing.class);

        assertThat(hive.records()).extracting(ClusterRecord::phase).containsExactly(Phase.DESTROYED);
    }

    @Test
    void a_teardown_that_fails_is_red() {
        hive.deployer.failNext(Operation.DOWN, "the machines stay");

        EngineExecutionResults results = hive.run(Three.class);

        results.testEvents().assertStatistics(counts -> counts.succeeded(1));
        assertThat(failures(results))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("the machines stay")
                        .hasStackTraceContaining("hive-cluster-maven-plugin:", ":down -Dhive.cluster="));
    }

    @Test
    void the_annotation_may_stand_around_above_and_behind_the_class() {
        assertAllPassed(
                hive.run(
                        InNested.class,
                        FromSuperclass.class,
                        FromInterface.class,
                        Composed.class,
                        FromComposedSuperclass.class,
                        ComposedTwice.class,
                        TheSameTwice.class,
                        Enclosing.class),
                8);

        assertThat(SEEN).hasSize(1);
    }

    @Test
    void the_nearest_annotation_counts() {
        assertAllPassed(hive.run(WithOwnNested.class), 2);

        assertThat(SEEN).hasSize(2).anySatisfy(name -> assertThat(name).endsWith(" 5"));
    }

    @Test
    void several_annotations_of_which_none_is_the_nearest_are_an_error() {
        hive.run(Undecided.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(
                                "%s has several @HiveCluster that ask for different things, behind its annotations or on its interfaces: nodes = 3, nodes = 5 name = large; write one on the class itself, it then counts alone"
                                        .formatted(Undecided.class.getName())))));

        assertThat(hive.deployer.calls()).isEmpty();
    }

    @Test
    void an_annotation_on_the_class_itself_decides_between_others() {
        assertAllPassed(hive.run(Decided.class), 1);

        assertThat(SEEN).singleElement().asString().endsWith(" 4");
    }

    private void given(ClusterRecord record) {
        hive.with(
                "hive.cluster.directory",
                hive.directory(record.name().value()).path().toString());
    }

    private static void assertAllPassed(EngineExecutionResults results, int tests) {
        assertThat(results.allEvents().failed().stream()).isEmpty();
        results.testEvents().assertStatistics(counts -> counts.succeeded(tests).started(tests));
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.containerEvents().failed().stream()
                .map(failed -> failed.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    private static void seen(Cluster cluster) {
        SEEN.add(cluster.name() + " " + cluster.nodes().size());
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Three {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(nodes = 3)
    static class ThreeAgain {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(nodes = 5)
    static class Five {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(name = "storage")
    static class Named {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(name = "Not A Name")
    static class Misnamed {
        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(memoryMb = 16384)
    static class Large {
        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(deployer = "metal")
    static class OnMetal {
        @Test
        void test() {}
    }

    @ExtendWith({FakeHive.Installed.class, HiveClusterExtension.class})
    static class Unannotated {
        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class FailingConstructor {
        FailingConstructor() {
            throw new AssertionError("red");
        }

        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class FailingConstructorOfOneInstance {
        FailingConstructorOfOneInstance(Cluster cluster) {
            throw new AssertionError("red on " + cluster.name());
        }

        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class AskingConstructor {
        AskingConstructor(Cluster cluster) {
            throw new AssertionError("there is no " + cluster.name());
        }

        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Failing {
        @Test
        void test() {
            throw new AssertionError("red");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class InNested {
        @Nested
        class Inner {
            @Test
            void test(Cluster cluster) {
                seen(cluster);
            }
        }
    }

    static class FromSuperclass extends Three {}

    @HiveCluster
    interface OnHive {}

    @ExtendWith(FakeHive.Installed.class)
    static class FromInterface implements OnHive {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @HiveCluster
    @interface ThreeNodes {}

    @ExtendWith(FakeHive.Installed.class)
    @ThreeNodes
    static class Composed {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    static class FromComposedSuperclass extends Composed {}

    @Retention(RetentionPolicy.RUNTIME)
    @ThreeNodes
    @interface ThreeNodesAgain {}

    @ExtendWith(FakeHive.Installed.class)
    @ThreeNodesAgain
    static class ComposedTwice {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @ThreeNodes
    @ThreeNodesAgain
    static class TheSameTwice implements OnHive {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @HiveCluster(nodes = 5, name = "large")
    interface OnLargeHive {}

    @ExtendWith(FakeHive.Installed.class)
    static class Undecided implements OnHive, OnLargeHive {
        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(nodes = 4)
    static class Decided implements OnHive, OnLargeHive {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(nodes = 11)
    static class Eleven {
        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(nodes = 0)
    static class None {
        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(memoryMb = -1)
    static class Negative {
        @Test
        void test() {}
    }

    abstract static class WithInherited {
        @Nested
        class Inherited {
            @Test
            void test(Cluster cluster) {
                seen(cluster);
            }
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Enclosing extends WithInherited {}

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class WithOwnNested {
        @Test
        void test(Cluster cluster) {
            seen(cluster);
        }

        @Nested
        @HiveCluster(nodes = 5)
        class Inner {
            @Test
            void test(Cluster cluster) {
                seen(cluster);
            }
        }
    }
}
