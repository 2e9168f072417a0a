package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.report.TestsResult;
import java.util.List;
import java.util.Optional;

/**
 * How the tests of a module went.
 *
 * @param tests what was run
 * @param missing why tests that were planned were not run, or may not have been; Failsafe itself does not see that
 */
record ModuleResult(TestsResult tests, Optional<String> missing) {
    static final ModuleResult NONE = new ModuleResult(TestsResult.NONE, Optional.empty());

    /** All of them together. */
    static ModuleResult sum(List<ModuleResult> results) {
        return results.stream().reduce(NONE, ModuleResult::plus);
    }

    private ModuleResult plus(ModuleResult other) {
        return new ModuleResult(
                tests.plus(other.tests),
                missing.map(why -> other.missing.map(more -> why + "; " + more).orElse(why))
                        .or(other::missing));
    }

    boolean isGreen() {
        return tests.isGreen() && missing.isEmpty();
    }

    Verdict verdict() {
        return isGreen() ? Verdict.PASSED : Verdict.FAILED;
    }

    /** For people. */
    @Override
    public String toString() {
        return missing.map(why -> tests + "; " + why).orElseGet(tests::toString);
    }
}
