package dev.hivecluster.simulator.node;

import java.time.Duration;

/**
 * How fast the simulated Hive is: what takes a real Hive one second takes it {@code factor} seconds.
 *
 * @param factor 1.0 for Hive's own timing; above 0
 */
public record TimeScale(double factor) {
    /** So fast that a person does not wait, and so slow that orders of events stay as they are. */
    public static final TimeScale DEFAULT = new TimeScale(0.02);

    /** @throws IllegalArgumentException if the factor is not above 0 and at most 10 */
    public TimeScale {
        if (!(factor > 0 && factor <= 10)) {
            throw new IllegalArgumentException("a time scale is above 0 and at most 10, not " + factor);
        }
    }

    /** What a real Hive's time becomes here. */
    public Duration scaled(Duration real) {
        return Duration.ofNanos(Math.max(1, Math.round(real.toNanos() * factor)));
    }
}
