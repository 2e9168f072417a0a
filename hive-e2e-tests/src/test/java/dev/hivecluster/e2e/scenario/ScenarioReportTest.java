package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReportTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void a_later_execution_adds_to_what_an_earlier_one_reported() throws IOException {
        report(false, result("S10", Result.PASSED));
        report(false, result("S9", Result.FAILED), result("M1", Result.NOT_APPLICABLE));
        assertThat(ScenarioReport.read(directory))
                .containsExactly(
                        result("S9", Result.FAILED), result("S10", Result.PASSED), result("M1", Result.NOT_APPLICABLE));
    }

    @Test
    void the_first_execution_of_a_build_forgets_the_build_before() throws IOException {
        report(false, result("S10", Result.PASSED));
        report(true, result("S9", Result.PASSED));
        assertThat(ScenarioReport.read(directory)).containsExactly(result("S9", Result.PASSED));
    }

    @Test
    void a_test_that_failed_once_has_failed() throws IOException {
        report(false, result("S9", Result.PASSED), result("S9", Result.FAILED), result("S9", Result.PASSED));
        assertThat(ScenarioReport.read(directory)).containsExactly(result("S9", Result.FAILED));
    }

    @Test
    void nothing_is_written_where_there_is_nothing_to_report() throws IOException {
        report(false);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void the_files_speak_the_words_that_tools_and_people_read() throws IOException {
        report(false, result("M1", Result.NOT_APPLICABLE));
        assertThat(Json.line(ScenarioReport.read(directory)))
                .isEqualTo("[{\"id\":\"M1\",\"class\":\"SomeIT\",\"method\":\"works\",\"result\":\"not-applicable\"}]");
        assertThat(Files.readString(directory.resolve(ScenarioReport.HTML)))
                .startsWith("<!DOCTYPE html>")
                .contains("<td>M1</td>", "0 passed, 0 failed, 1 not-applicable", "<code>SomeIT.works</code>");
    }

    private void report(boolean fresh, ScenarioResult... results) throws IOException {
        ScenarioReport report = new ScenarioReport(directory, fresh);
        report.add(List.of(results));
        report.write();
    }

    private static ScenarioResult result(String id, Result result) {
        return new ScenarioResult(id, "SomeIT", "works", result);
    }
}
