package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.report.TestsResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files that Failsafe leaves. */
class ModuleTestsTest {
    private static final Instant LAST_BUILD = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path root;

    @Test
    void reports_and_summary_are_saved_with_the_cluster_and_judged() throws Exception {
        ModuleTests tests = begin(reports());
        summary(2, 1);
        write(reports().resolve("TEST-a.FirstIT.xml"), "<testsuite/>");
        write(reports().resolve("a.FirstIT/server.log"), "log");

        ModuleResult result = tests.collect();

        assertThat(result.isGreen()).isFalse();
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result).hasToString("2 tests run: 1 failed");
        assertThat(results().resolve("failsafe-summary.xml")).exists();
        assertThat(results().resolve("TEST-a.FirstIT.xml")).hasContent("<testsuite/>");
        assertThat(results().resolve("a.FirstIT/server.log")).hasContent("log");
    }

    @Test
    void reports_that_are_written_there_at_once_are_left_where_they_are() throws Exception {
        ModuleTests tests = begin(results());
        write(results().resolve("TEST-a.FirstIT.xml"), "<testsuite/>");
        summary(1, 0);

        assertThat(tests.collect().isGreen()).isTrue();
        assertThat(results().resolve("TEST-a.FirstIT.xml")).hasContent("<testsuite/>");
        assertThat(results().resolve("failsafe-summary.xml")).exists();
    }

    @Test
    void what_an_earlier_build_left_is_neither_saved_nor_believed() throws Exception {
        touch("test-classes/FirstIT.class");
        summary(5, 0);
        write(reports().resolve("TEST-a.OldIT.xml"), "<testsuite/>");
        old(summaryFile());
        old(reports().resolve("TEST-a.OldIT.xml"));
        ModuleTests tests = begin(reports());

        ModuleResult result = tests.collect();

        assertThat(result.isGreen()).isFalse();
        assertThat(result.missing())
                .hasValueSatisfying(missing -> assertThat(missing)
                        .contains("no summary")
                        .contains(summaryFile().toString()));
        assertThat(results()).doesNotExist();
    }

    @Test
    void without_a_summary_the_reports_of_the_classes_are_counted_and_the_result_is_red() throws Exception {
        touch("test-classes/FirstIT.class");
        ModuleTests tests = begin(reports());
        write(
                reports().resolve("TEST-a.FirstIT.xml"),
                "<testsuite tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"0\"/>");

        ModuleResult result = tests.collect();

        assertThat(result.isGreen()).isFalse();
        assertThat(result.toString()).startsWith("3 tests run: all green; Failsafe left no summary in");
    }

    @Test
    void a_module_that_has_tests_of_which_none_was_run_is_red() throws Exception {
        touch("test-classes/FirstIT.class");
        ModuleTests tests = begin(reports());
        summary(0, 0);

        assertThat(tests.collect()).hasToString("0 tests run; the module has integration tests, but none was run");
    }

    @Test
    void a_module_without_tests_is_green_without_a_summary() throws Exception {
        assertThat(begin(reports()).collect()).isEqualTo(ModuleResult.NONE);
    }

    @Test
    void a_summary_that_cannot_be_read_makes_the_result_red_and_does_not_throw() throws Exception {
        ModuleTests tests = begin(reports());
        write(summaryFile(), "<failsafe-summary><comple");

        ModuleResult result = tests.collect();

        assertThat(result.isGreen()).isFalse();
        assertThat(result.toString()).contains("failsafe-summary.xml cannot be understood");
    }

    @Test
    void results_of_several_participants_add_up() {
        ModuleResult red = new ModuleResult(TestsResult.NONE.withProblem("crashed"), Optional.of("why"));

        assertThat(ModuleResult.sum(List.of())).isEqualTo(ModuleResult.NONE);
        assertThat(ModuleResult.sum(List.of(ModuleResult.NONE, red, red)))
                .hasToString("0 tests run; crashed; crashed; why; why");
    }

    private ModuleTests begin(Path reports) throws IOException {
        return ModuleTests.begin(
                List.of(new FailsafeExecution(
                        "it",
                        reports,
                        summaryFile(),
                        root.resolve("test-classes"),
                        FailsafeExecution.DEFAULT_INCLUDES,
                        FailsafeExecution.DEFAULT_EXCLUDES,
                        false)),
                results());
    }

    private void summary(int completed, int failures) throws IOException {
        write(summaryFile(), """
                <failsafe-summary timeout="false"><completed>%d</completed><errors>0</errors><failures>%d</failures>
                <skipped>0</skipped><failureMessage></failureMessage></failsafe-summary>""".formatted(completed, failures));
    }

    private Path reports() {
        return root.resolve("target/failsafe-reports");
    }

    private Path summaryFile() {
        return reports().resolve("failsafe-summary.xml");
    }

    private Path results() {
        return root.resolve("clusters/demo/test-results");
    }

    private void touch(String file) throws IOException {
        write(root.resolve(file), "");
    }

    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(LAST_BUILD));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
