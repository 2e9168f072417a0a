package dev.hivecluster.e2e.scenario;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario was proven: by a test that passed, unless none applies to this cluster. It runs after the suites, in an
 * execution of its own.
 */
@Tag("coverage")
class ScenarioCoverageIT {
    @TestFactory
    Stream<DynamicTest> each_scenario_is_proven() throws IOException {
        Path directory = ScenarioReport.directory();
        List<ScenarioResult> results = ScenarioReport.read(directory);
        return Scenarios.all().entrySet().stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.getKey() + ": " + scenario.getValue(),
                        () -> isProven(scenario.getKey(), results, directory)));
    }

    private static void isProven(String id, List<ScenarioResult> results, Path directory) {
        ScenarioCoverage.gap(id, results)
                .ifPresent(gap -> fail("%s; see %s".formatted(gap, directory.resolve(ScenarioReport.JSON))));
    }
}
