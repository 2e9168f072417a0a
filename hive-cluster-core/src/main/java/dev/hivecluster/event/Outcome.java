package dev.hivecluster.event;

/** How a piece of work ended. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    /** It was not needed: its result was there already. */
    SKIPPED,
    /** It was stopped because something else failed, or because somebody interrupted it. */
    CANCELLED
}
