package dev.hivecluster.e2e.scenario;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code test-results/scenarios.json} and {@code scenarios.html}: how the test of each scenario went, over all executions of
 * a build. Thread-safe.
 */
public final class ScenarioReport {
    /** Set in the first of a build's executions: what an earlier build reported does not count. */
    static final String FRESH = "hive.e2e.freshReport";

    static final String JSON = "scenarios.json";
    static final String HTML = "scenarios.html";

    @Nullable
    private static ScenarioReport current;

    private final Path directory;
    private final List<ScenarioResult> results;

    /** @param fresh whether what is there already is dropped */
    ScenarioReport(Path directory, boolean fresh) throws IOException {
        this.directory = directory;
        if (fresh) {
            Files.deleteIfExists(directory.resolve(JSON));
            Files.deleteIfExists(directory.resolve(HTML));
        }
        this.results = new ArrayList<>(read(directory));
    }

    /** The report of this test run. */
    static synchronized ScenarioReport current() {
        ScenarioReport report = current;
        if (report == null) {
            try {
                report = new ScenarioReport(directory(), Boolean.getBoolean(FRESH));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            current = report;
        }
        return report;
    }

    /** Where the build wants its results; without a build, beside the classes. */
    public static Path directory() {
        String given = System.getProperty(PropertyNames.TEST_RESULTS, "");
        return given.isEmpty() ? Path.of("target", "test-results") : Path.of(given);
    }

    /**
     * What was reported so far.
     *
     * @throws IOException if the file is there and cannot be read
     */
    static List<ScenarioResult> read(Path directory) throws IOException {
        Path file = directory.resolve(JSON);
        return Files.exists(file) ? List.of(Json.read(file, ScenarioResult[].class)) : List.of();
    }

    /** Adds results, in place of earlier ones of the same tests; but a failure stays one. */
    synchronized void add(Collection<ScenarioResult> more) {
        for (ScenarioResult result : more) {
            boolean failed =
                    results.stream().anyMatch(known -> known.sameTest(result) && known.result() == Result.FAILED);
            if (!failed) {
                results.removeIf(result::sameTest);
                results.add(result);
            }
        }
    }

    /** Writes both files, if there is anything to report. */
    synchronized void write() {
        if (results.isEmpty()) {
            return;
        }
        List<ScenarioResult> sorted =
                results.stream().sorted(ScenarioResult.ORDER).toList();
        try {
            AtomicFiles.write(directory.resolve(JSON), Json.write(sorted));
            AtomicFiles.write(directory.resolve(HTML), ScenarioTable.of(sorted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
