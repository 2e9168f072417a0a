package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Failsafe's files say of the tests. */
class FailsafeSummaryTest {
    @TempDir
    Path reports;

    @Test
    void a_green_run_is_green_and_counted() throws Exception {
        TestsResult result = summary("", "false", 5, 0, 0, 1, "");

        assertThat(result.isGreen()).isTrue();
        assertThat(result).hasToString("5 tests run: 1 skipped");
    }

    @Test
    void a_green_run_as_failsafe_itself_writes_it_is_green() throws Exception {
        assertThat(summary("result=\"null\"", "false", 5, 0, 0, 0, "").isGreen())
                .isTrue();
    }

    @Test
    void a_run_without_tests_is_green() throws Exception {
        assertThat(summary("result=\"254\"", "false", 0, 0, 0, 0, "").isGreen()).isTrue();
    }

    @Test
    void failures_and_errors_are_red_and_told_apart() throws Exception {
        TestsResult result = summary("result=\"255\"", "false", 4, 1, 2, 0, "There are test failures.");

        assertThat(result.isGreen()).isFalse();
        assertThat(result).hasToString("4 tests run: 1 failed, 2 with an error");
    }

    @Test
    void a_test_jvm_that_ran_out_of_time_is_red_although_no_test_failed() throws Exception {
        TestsResult result = summary("result=\"255\"", "true", 1, 0, 0, 0, "");

        assertThat(result.isGreen()).isFalse();
        assertThat(result)
                .hasToString(
                        "1 test run: none failed; the test JVM ran out of time (forkedProcessTimeoutInSeconds) and was ended");
    }

    @Test
    void a_crashed_test_jvm_is_red_and_its_message_is_told() throws Exception {
        TestsResult result = summary(
                "result=\"255\"", "false", 0, 0, 0, 0, "\n org.apache.Boom: The forked VM terminated\n\tat x.Y\n");

        assertThat(result.isGreen()).isFalse();
        assertThat(result).hasToString("0 tests run; org.apache.Boom: The forked VM terminated");
    }

    @Test
    void a_red_result_without_a_reason_is_red() throws Exception {
        assertThat(summary("result=\"255\"", "false", 1, 0, 0, 0, "").isGreen()).isFalse();
    }

    @Test
    void flakes_are_counted_where_failsafe_counts_them() throws Exception {
        Path file = write("failsafe-summary.xml", """
                <failsafe-summary timeout="false">
                  <completed>2</completed><errors>0</errors><failures>0</failures><skipped>0</skipped>
                  <flakes>1</flakes><failureMessage></failureMessage>
                </failsafe-summary>""");

        TestsResult result = FailsafeSummary.read(file);

        assertThat(result.isGreen()).isTrue();
        assertThat(result).hasToString("2 tests run: 1 green only when run again");
    }

    @Test
    void a_cut_off_summary_is_an_error_that_names_the_file() throws Exception {
        Path file = write("failsafe-summary.xml", "<failsafe-summary timeout=\"false\"><completed>2</comp");

        assertThatThrownBy(() -> FailsafeSummary.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_summary_without_a_count_or_with_none_is_an_error() throws Exception {
        Path missing = write("missing.xml", "<failsafe-summary><completed>2</completed></failsafe-summary>");
        Path wrong = write("wrong.xml", """
                <failsafe-summary><completed>2</completed><errors>x</errors><failures>0</failures><skipped>0</skipped>
                </failsafe-summary>""");

        assertThatThrownBy(() -> FailsafeSummary.read(missing)).hasMessageContaining("failures is missing");
        assertThatThrownBy(() -> FailsafeSummary.read(wrong)).hasMessageContaining("errors is \"x\", not a number");
    }

    @Test
    void entities_are_not_resolved() throws Exception {
        Path secret = write("secret", "top secret");
        Path file = write("failsafe-summary.xml", """
                <!DOCTYPE failsafe-summary [<!ENTITY leak SYSTEM "%s">]>
                <failsafe-summary timeout="false"><completed>0</completed><errors>0</errors><failures>0</failures>
                <skipped>0</skipped><failureMessage>&leak;</failureMessage></failsafe-summary>""".formatted(secret.toUri()));

        assertThatThrownBy(() -> FailsafeSummary.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("top secret");
    }

    @Test
    void the_reports_of_all_classes_are_added_up_but_not_that_of_our_own_phases() throws Exception {
        write("TEST-a.AIT.xml", "<testsuite tests=\"3\" errors=\"0\" skipped=\"1\" failures=\"1\"/>");
        write(
                "TEST-b.BIT.xml",
                "<testsuite tests=\"2\" errors=\"1\" skipped=\"0\" failures=\"0\"><testcase/></testsuite>");
        write("TEST-hive-cluster-lifecycle.xml", "<testsuite tests=\"9\" errors=\"0\" skipped=\"0\" failures=\"9\"/>");
        write("a.AIT.txt", "no XML");

        assertThat(FailsafeSummary.count(reports)).hasToString("5 tests run: 1 failed, 1 with an error, 1 skipped");
    }

    @Test
    void a_directory_that_does_not_exist_holds_no_reports() throws Exception {
        assertThat(FailsafeSummary.count(reports.resolve("nothing"))).isEqualTo(TestsResult.NONE);
    }

    @Test
    void results_of_several_modules_add_up() {
        TestsResult red = new TestsResult(2, 1, 0, 0, 0, List.of());

        assertThat(TestsResult.NONE.plus(red).withProblem("the second JVM crashed"))
                .hasToString("2 tests run: 1 failed; the second JVM crashed");
        assertThat(TestsResult.NONE.isGreen()).isTrue();
        assertThat(TestsResult.NONE.withProblem("x").isGreen()).isFalse();
        assertThat(new TestsResult(3, 0, 0, 0, 0, List.of())).hasToString("3 tests run: all green");
    }

    private TestsResult summary(
            String result, String timeout, int completed, int failures, int errors, int skipped, String message)
            throws IOException {
        return FailsafeSummary.read(write(
                "failsafe-summary.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <failsafe-summary xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" %s timeout="%s">
                    <completed>%d</completed>
                    <errors>%d</errors>
                    <failures>%d</failures>
                    <skipped>%d</skipped>
                    <failureMessage>%s</failureMessage>
                </failsafe-summary>
                """.formatted(result, timeout, completed, errors, failures, skipped, message)));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(reports.resolve(name), content);
    }
}
