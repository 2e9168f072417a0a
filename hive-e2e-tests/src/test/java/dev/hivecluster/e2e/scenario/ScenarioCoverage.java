package dev.hivecluster.e2e.scenario;

import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the tests of a run have proven a scenario. */
final class ScenarioCoverage {
    private ScenarioCoverage() {}

    /**
     * What is missing for a scenario to be proven: a test that passed. It is enough that no test of it can run on the
     * cluster, but not that one was left out in another way.
     *
     * @param id the scenario
     * @param results of all tests that ran
     * @return for people; nothing if the scenario is proven
     */
    static Optional<String> gap(String id, List<ScenarioResult> results) {
        List<ScenarioResult> tests =
                results.stream().filter(result -> result.id().equals(id)).toList();
        if (tests.isEmpty()) {
            return Optional.of(
                    "no passed test for scenario %s: none has run; run the whole suite, mvn verify without -Dit.test"
                            .formatted(id));
        }
        List<ScenarioResult> failed =
                tests.stream().filter(test -> test.result() == Result.FAILED).toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("%s for scenario %s: %s failed, was skipped or was aborted"
                .formatted(
                        tests.stream().anyMatch(test -> test.result() == Result.PASSED)
                                ? "not every test passed"
                                : "no passed test",
                        id,
                        failed.stream()
                                .map(test -> test.testClass() + "." + test.method())
                                .collect(Collectors.joining(", "))));
    }
}
