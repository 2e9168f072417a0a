package dev.hivecluster.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How tests went.
 *
 * @param run how many were run, whatever came of them; those that were skipped included
 * @param failures how many failed an assertion
 * @param errors how many threw something else
 * @param skipped how many were not run
 * @param flakes how many were green only when they were run again
 * @param problems what went wrong beside single tests, such as a test JVM that crashed or ran out of time
 */
public record TestsResult(int run, int failures, int errors, int skipped, int flakes, List<String> problems) {
    /** Nothing was run. */
    public static final TestsResult NONE = new TestsResult(0, 0, 0, 0, 0, List.of());

    public TestsResult {
        problems = List.copyOf(problems);
    }

    /** Whether nothing that was run went wrong; no tests at all are green, too. */
    public boolean isGreen() {
        return failures == 0 && errors == 0 && problems.isEmpty();
    }

    /** Both together. */
    public TestsResult plus(TestsResult other) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(other.problems);
        return new TestsResult(
                run + other.run,
                failures + other.failures,
                errors + other.errors,
                skipped + other.skipped,
                flakes + other.flakes,
                all);
    }

    /** The same, and something went wrong beside. */
    public TestsResult withProblem(String problem) {
        return plus(new TestsResult(0, 0, 0, 0, 0, List.of(problem)));
    }

    /** For people: {@code 5 tests run: 1 failed, 1 with an error, 2 skipped}, then each problem. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, failures, "failed");
        add(parts, errors, "with an error");
        add(parts, skipped, "skipped");
        add(parts, flakes, "green only when run again");
        if (parts.isEmpty() && run > 0) {
            parts.add(problems.isEmpty() ? "all green" : "none failed");
        }
        String counts = "%d %s run".formatted(run, run == 1 ? "test" : "tests");
        String tests = parts.isEmpty() ? counts : counts + ": " + String.join(", ", parts);
        return problems.isEmpty() ? tests : tests + "; " + String.join("; ", problems);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
