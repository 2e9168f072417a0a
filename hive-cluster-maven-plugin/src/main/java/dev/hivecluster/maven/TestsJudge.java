package dev.hivecluster.maven;

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
            throw new MojoFailureException("%s. Results are in %s".formatted(result, results));
        }
        if (!result.isGreen() && !failsafe.isVerifyBound() && !failsafe.areFailuresIgnored()) {
            throw new MojoFailureException(
                    "%s. Results are in %s; this module does not bind failsafe:verify, which would say so"
                            .formatted(result, results));
        }
    }
}
