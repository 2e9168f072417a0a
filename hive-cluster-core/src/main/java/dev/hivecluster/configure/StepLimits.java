package dev.hivecluster.configure;

import java.time.Duration;

/**
 * How long each kind of step may take at most: its usual limit, or what is left of the whole phase's. A step's own wait
 * ends a little before the phase does, so that its message tells what was seen last.
 */
final class StepLimits {
    /** Until a machine's SSH answers, and until its own set-up is done. */
    static final Duration BOOT = Duration.ofMinutes(15);

    /** A command that answers at once. */
    static final Duration COMMAND = Duration.ofMinutes(1);

    /** Init and joins: all nodes' machines are up by then. */
    static final Duration FORMATION = Duration.ofMinutes(5);

    /** Until a service that was told to end has ended: the daemon stops its guests first. */
    static final Duration STOP = Duration.ofMinutes(2);

    /** Until a service listens: storage waits for the other nodes'. */
    static final Duration START = Duration.ofMinutes(5);

    /** Until the whole cluster answers. */
    static final Duration READY = Duration.ofMinutes(5);

    private final long end;

    /** @param whole the limit of the phase, from now on */
    StepLimits(Duration whole) {
        Duration margin = least(Duration.ofSeconds(1), whole.dividedBy(10));
        this.end = System.nanoTime() + whole.minus(margin).toNanos();
    }

    /** The limit of a wait that begins now. */
    Duration left(Duration usual) {
        return least(usual, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
