package dev.hivecluster.report;

import java.time.Duration;

/**
 * A phase or a step as a test of JUnit's XML.
 *
 * @param phase the phase that it belongs to
 * @param name unique within the phase
 * @param output what it wrote; may be empty
 */
record TestCase(String phase, String name, Duration time, Verdict verdict, String output) {
    /** How it ended. */
    sealed interface Verdict {}

    record Passed() implements Verdict {}

    /** @param reason may be empty */
    record Skipped(String reason) implements Verdict {}

    record Failed(String type, String message) implements Verdict {}

    TestCase named(String changed) {
        return new TestCase(phase, changed, time, verdict, output);
    }

    boolean isSkipped() {
        return verdict instanceof Skipped;
    }

    boolean isFailed() {
        return verdict instanceof Failed;
    }
}
