package dev.hivecluster.lifecycle;

/** How a run on a cluster went; the worst of what was seen counts. */
public enum Verdict {
    /** Everything that was planned ran and was green. */
    PASSED,
    /** A test, or a phase before it, failed; or a planned test did not run. */
    FAILED,
    /** Somebody stopped the run. */
    INTERRUPTED;

    /** The worse of two. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
