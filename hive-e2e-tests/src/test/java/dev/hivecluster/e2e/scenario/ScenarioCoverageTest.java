package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioCoverageTest {
    @Test
    void a_test_that_passed_proves_its_scenario() {
        assertThat(gap(result("S1", "one", Result.PASSED), result("S2", "two", Result.FAILED)))
                .isEmpty();
    }

    @Test
    void a_scenario_that_no_test_has_tried_is_not_proven() {
        assertThat(gap(result("S2", "two", Result.PASSED)))
                .contains(
                        "no passed test for scenario S1: none has run; run the whole suite, mvn verify without -Dit.test");
    }

    @Test
    void a_test_that_failed_proves_nothing_and_is_named() {
        assertThat(gap(result("S1", "one", Result.FAILED)))
                .contains("no passed test for scenario S1: SomeIT.one failed, was skipped or was aborted");
    }

    @Test
    void of_several_tests_each_has_to_pass() {
        assertThat(gap(result("S1", "one", Result.PASSED), result("S1", "two", Result.FAILED)))
                .contains("not every test passed for scenario S1: SomeIT.two failed, was skipped or was aborted");
    }

    @Test
    void a_scenario_that_cannot_be_tried_on_the_cluster_is_left_alone() {
        assertThat(gap(result("S1", "one", Result.NOT_APPLICABLE))).isEmpty();
        assertThat(gap(result("S1", "one", Result.NOT_APPLICABLE), result("S1", "two", Result.PASSED)))
                .isEmpty();
    }

    private static Optional<String> gap(ScenarioResult... results) {
        return ScenarioCoverage.gap("S1", List.of(results));
    }

    private static ScenarioResult result(String id, String method, Result result) {
        return new ScenarioResult(id, "SomeIT", method, result);
    }
}
