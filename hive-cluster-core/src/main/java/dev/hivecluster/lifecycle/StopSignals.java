package dev.hivecluster.lifecycle;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What the signals that stop a process mean, one after the other. Who asks once may send several: GNU {@code timeout}
 * signals its child and then the child's process group. What follows the first within {@link #ONE_REQUEST} is therefore
 * taken for the same request.
 */
final class StopSignals {
    /** Far longer than a process takes to send the same signal twice; a person who presses a key again sees it ignored. */
    static final Duration ONE_REQUEST = Duration.ofSeconds(1);

    private final LongSupplier ticker;
    private OptionalLong first = OptionalLong.empty();

    /** @param ticker nanoseconds since some fixed moment; they never go backwards */
    StopSignals(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** A signal came. */
    synchronized Meaning next() {
        long now = ticker.getAsLong();
        if (first.isEmpty()) {
            first = OptionalLong.of(now);
            return Meaning.STOP;
        }
        return now - first.getAsLong() < ONE_REQUEST.toNanos() ? Meaning.ECHO : Meaning.LEAVE;
    }

    synchronized boolean came() {
        return first.isPresent();
    }

    /** What is asked for by a signal. */
    enum Meaning {
        /** End in order. */
        STOP,
        /** Nothing new. */
        ECHO,
        /** End at once. */
        LEAVE
    }
}
