package dev.hivecluster.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;

/** Fails the build for its tests where Failsafe would not. */
final class TestsJudge {
    private final Failsafe failsafe;
    private final Path results;

    TestsJudge(Failsafe failsafe, Path results) {
        this.failsafe = failsafe;
        this.results = results;
    }

    /** @throws MojoFailureException if tests failed that nobody else speaks of, or if planned ones were not run */
    void judge(ModuleResult result) throws MojoFailureException {
        if (result.missing().isPresent()) {
            throw new MojoFailureException(result + whereResultsAre());
        }
        if (result.isGreen() || failsafe.areFailuresIgnored()) {
            return;
        }
        if (!failsafe.isVerifyBound()) {
            throw new MojoFailureException("%s%s; this module does not bind failsafe:verify, which would say so"
                    .formatted(result, whereResultsAre()));
        }
        if (failsafe.executions().stream().anyMatch(execution -> Files.notExists(execution.summaryFile()))) {
            throw new MojoFailureException(
                    "%s%s; failsafe:verify cannot say so, since its summary was in the cluster's directory"
                            .formatted(result, whereResultsAre()));
        }
    }

    private String whereResultsAre() {
        return Files.exists(results)
                ? ". Results are in " + results
                : ". The results were removed with the cluster's directory, as hive.purge asks";
    }
}
