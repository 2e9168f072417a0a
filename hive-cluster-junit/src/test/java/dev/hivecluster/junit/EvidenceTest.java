package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.hivecluster.lifecycle.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class EvidenceTest {
    /** What a test class saw in the evidence directory at the time. */
    private static final AtomicReference<List<String>> AT_THE_TIME = new AtomicReference<>(List.of());

    @TempDir
    private Path project;

    private FakeHive hive;

    @BeforeEach
    void make_a_fake() {
        AT_THE_TIME.set(List.of());
        hive = new FakeHive(project.resolve("clusters"));
    }

    @Test
    void it_is_there_before_the_failed_tests_after_each_runs() {
        hive.run(Failing.class);

        assertThat(AT_THE_TIME.get()).contains(directory(Failing.class) + "/fails/failure.txt");
    }

    @Test
    void it_names_the_failure_and_what_could_not_be_had_of_each_node() {
        hive.run(Failing.class);

        Path evidence = evidence().resolve(directory(Failing.class)).resolve("fails");
        assertThat(evidence.resolve("failure.txt"))
                .content()
                .contains("java.lang.AssertionError: the volume did not grow")
                .contains("Failing.fails");
        assertThat(nodes(evidence))
                .hasSize(3)
                .allSatisfy(node -> assertThat(node.resolve("not-collected.txt"))
                        .content()
                        .contains("everything that takes a shell on " + node.getFileName()));
        assertThat(nodes(evidence))
                .allSatisfy(
                        node -> assertThat(node.resolve("health.txt")).content().contains("no answer"));
    }

    @Test
    void secrets_are_masked_in_the_failure() {
        hive.run(Leaking.class);

        assertThat(evidence().resolve(directory(Leaking.class)).resolve("leaks/failure.txt"))
                .content()
                .contains("<redacted>")
                .doesNotContain(FakeHive.SECRET_KEY);
    }

    @Test
    void a_report_entry_says_where_it_lies() {
        EngineExecutionResults results = hive.run(Failing.class);

        List<Map<String, String>> entries = new ArrayList<>();
        results.allEvents().reportingEntryPublished().stream()
                .map(published -> published
                        .getRequiredPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                        .getKeyValuePairs())
                .forEach(entries::add);
        assertThat(entries)
                .containsExactly(Map.of(
                        "hive.evidence",
                        evidence()
                                .resolve(directory(Failing.class))
                                .resolve("fails")
                                .toString()));
    }

    @Test
    void the_tests_failure_stays_as_it_is() {
        hive.run(Failing.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test("fails"), finishedWithFailure(message("the volume did not grow"))));
    }

    @Test
    void tests_that_pass_or_are_aborted_have_none() {
        hive.with("hive.keep", "always");

        EngineExecutionResults results = hive.run(Fine.class);

        results.testEvents().assertStatistics(counts -> counts.aborted(1).succeeded(1));
        assertThat(evidence()).doesNotExist();
    }

    @Test
    void failures_around_tests_have_it_too() {
        hive.run(BeforeAllFails.class, BeforeEachFails.class, AfterEachFails.class, AfterAllFails.class);

        assertThat(files())
                .contains(
                        directory(BeforeAllFails.class) + "/beforeAll/failure.txt",
                        directory(BeforeEachFails.class) + "/test/failure.txt",
                        directory(AfterEachFails.class) + "/test/failure.txt",
                        directory(AfterAllFails.class) + "/afterAll/failure.txt");
    }

    @Test
    void each_invocation_of_a_method_has_a_directory_of_its_own() {
        hive.run(ManyInvocations.class);

        assertThat(files())
                .contains(
                        directory(ManyInvocations.class) + "/parameterized/failure.txt",
                        directory(ManyInvocations.class) + "/parameterized-2/failure.txt",
                        directory(ManyInvocations.class) + "/factory/failure.txt",
                        directory(ManyInvocations.class) + "/factory-2/failure.txt",
                        directory(ManyInvocations.class) + "/brokenFactory/failure.txt",
                        directory(ManyInvocations.class) + "$Inner/nested/failure.txt");
    }

    @Test
    void a_failure_in_the_test_and_in_its_after_each_is_one_failure() {
        hive.run(FailsTwice.class);

        assertThat(files()).filteredOn(file -> file.endsWith("failure.txt")).hasSize(1);
    }

    @Test
    void more_than_enough_of_it_is_only_listed() {
        hive.run(FailsOften.class);

        assertThat(files()).filteredOn(file -> file.endsWith("/failure.txt")).hasSize(Evidence.MOST);
        assertThat(evidence().resolve("not-collected.txt"))
                .content()
                .isEqualTo((directory(FailsOften.class) + "/often\n").repeat(2));
    }

    @Test
    void evidence_that_cannot_be_written_does_not_hide_the_failure() {
        EngineExecutionResults results = hive.run(Unwritable.class);

        List<Throwable> failures = results.testEvents().failed().stream()
                .map(failed -> failed.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure).isInstanceOf(AssertionError.class).hasMessage("red");
            assertThat(failure.getSuppressed()).isNotEmpty();
        });
    }

    @Test
    void a_test_that_was_interrupted_has_it_too_and_stays_interrupted() {
        hive.run(Interrupted.class).testEvents().assertStatistics(counts -> counts.failed(1));

        assertThat(AT_THE_TIME.get()).contains("still interrupted");
        assertThat(files()).contains(directory(Interrupted.class) + "/test/failure.txt");
    }

    /** The evidence of the tests on the one cluster that was made. */
    private Path evidence() {
        return hive.directory(hive.records().get(0).name().value()).evidence().resolve("tests");
    }

    private List<String> files() {
        return files(evidence());
    }

    private static List<String> files(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> nodes(Path evidence) {
        try (Stream<Path> children = Files.list(evidence)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String directory(Class<?> type) {
        return type.getName();
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Failing {
        @Test
        void fails() {
            throw new AssertionError("the volume did not grow");
        }

        @AfterEach
        void look(Cluster cluster) {
            AT_THE_TIME.set(files(cluster.directory().evidence().resolve("tests")));
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Leaking {
        @Test
        void leaks(Cluster cluster) {
            throw new AssertionError("rejected " + cluster.credentials().secretAccessKey());
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Fine {
        @Test
        void passes() {}

        @Test
        void is_aborted() {
            Assumptions.abort("not here");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class BeforeAllFails {
        @BeforeAll
        static void setUp() {
            Assertions.fail("red");
        }

        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class BeforeEachFails {
        @BeforeEach
        void setUp() {
            throw new AssertionError("red");
        }

        @Test
        void test() {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class AfterEachFails {
        @Test
        void test() {}

        @AfterEach
        void tearDown() {
            throw new AssertionError("red");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class AfterAllFails {
        @Test
        void test() {}

        @AfterAll
        static void tearDown() {
            Assertions.fail("red");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class ManyInvocations {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameterized(int number) {
            throw new AssertionError("red " + number);
        }

        @TestFactory
        Stream<DynamicTest> factory() {
            return Stream.of(dynamicTest("one", ManyInvocations::fail), dynamicTest("two", ManyInvocations::fail));
        }

        @TestFactory
        Stream<DynamicTest> brokenFactory() {
            throw new AssertionError("red");
        }

        private static void fail() {
            Assertions.fail("red");
        }

        @Nested
        class Inner {
            @Test
            void nested() {
                fail();
            }
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class FailsTwice {
        @Test
        void test() {
            throw new AssertionError("first");
        }

        @AfterEach
        void tearDown() {
            throw new AssertionError("second");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster(nodes = 1)
    static class FailsOften {
        @RepeatedTest(Evidence.MOST + 2)
        void often() {
            throw new AssertionError("red");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Unwritable {
        @Test
        void test(Cluster cluster) throws IOException {
            Files.writeString(cluster.directory().evidence(), "a file where a directory should be");
            throw new AssertionError("red");
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Interrupted {
        @Test
        void test() {
            Thread.currentThread().interrupt();
            throw new AssertionError("red");
        }

        @AfterEach
        @SuppressWarnings("ThreadInterruptedStatus")
        void look() {
            AT_THE_TIME.set(Thread.interrupted() ? List.of("still interrupted") : List.of());
        }
    }
}
