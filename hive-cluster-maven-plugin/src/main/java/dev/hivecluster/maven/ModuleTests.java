package dev.hivecluster.maven;

import dev.hivecluster.report.FailsafeSummary;
import dev.hivecluster.report.TestsResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tests of a module on a cluster: what Failsafe wrote since they began is collected into the cluster's directory, and
 * judged. What it wrote before belongs to an earlier build.
 */
final class ModuleTests {
    private final List<FailsafeExecution> executions;
    private final Path results;
    private final Map<Path, FileTime> before;

    private ModuleTests(List<FailsafeExecution> executions, Path results, Map<Path, FileTime> before) {
        this.executions = List.copyOf(executions);
        this.results = results;
        this.before = before;
    }

    /**
     * The tests are about to run.
     *
     * @param results where their reports are collected
     */
    static ModuleTests begin(List<FailsafeExecution> executions, Path results) throws IOException {
        Map<Path, FileTime> before = new HashMap<>();
        for (FailsafeExecution execution : executions) {
            for (Path file : files(execution.reportsDirectory())) {
                before.put(file, Files.getLastModifiedTime(file));
            }
            if (Files.exists(execution.summaryFile())) {
                before.put(execution.summaryFile(), Files.getLastModifiedTime(execution.summaryFile()));
            }
        }
        return new ModuleTests(executions, results, before);
    }

    /** The tests have run, or were stopped. What cannot be read or saved counts as not run. */
    ModuleResult collect() {
        TestsResult tests = TestsResult.NONE;
        try {
            Set<Path> summaries = new LinkedHashSet<>();
            boolean planned = false;
            for (FailsafeExecution execution : executions) {
                save(execution);
                summaries.add(execution.summaryFile());
                planned |= execution.plansTests();
            }
            List<Path> missing = new ArrayList<>();
            for (Path summary : summaries) {
                if (isNew(summary)) {
                    tests = tests.plus(FailsafeSummary.read(summary));
                } else {
                    missing.add(summary);
                }
            }
            if (planned && !missing.isEmpty()) {
                TestsResult known = tests.run() == 0 ? FailsafeSummary.count(results) : tests;
                return new ModuleResult(
                        known,
                        Optional.of("Failsafe left no summary in %s, so that nobody knows which tests were run"
                                .formatted(missing)));
            }
            return planned && tests.run() == 0 && tests.isGreen()
                    ? new ModuleResult(tests, Optional.of("the module has integration tests, but none was run"))
                    : new ModuleResult(tests, Optional.empty());
        } catch (IOException e) {
            return new ModuleResult(
                    tests, Optional.of("the results cannot be saved in %s: %s".formatted(results, Failures.text(e))));
        }
    }

    private void save(FailsafeExecution execution) throws IOException {
        for (Path report : files(execution.reportsDirectory())) {
            if (isNew(report)) {
                copy(report, execution.reportsDirectory().relativize(report));
            }
        }
        if (isNew(execution.summaryFile())) {
            copy(execution.summaryFile(), execution.summaryFile().getFileName());
        }
    }

    private boolean isNew(Path file) throws IOException {
        return Files.exists(file) && !Files.getLastModifiedTime(file).equals(before.get(file));
    }

    private void copy(Path file, Path name) throws IOException {
        Path target = results.resolve(name);
        if (!file.startsWith(results)) {
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
