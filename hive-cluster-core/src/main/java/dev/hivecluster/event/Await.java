package dev.hivecluster.event;

import dev.hivecluster.model.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a named condition holds: polls shortly at first, then less often, says how far it is at least every ten
 * seconds, and after its limit fails with what was seen last.
 */
public final class Await {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration SAY_EVERY = Duration.ofSeconds(8);

    private final Activity activity;
    private final String condition;
    private final Duration limit;
    private Duration longestPause = LONGEST_PAUSE;

    private Await(Activity activity, String condition, Duration limit) {
        this.activity = activity;
        this.condition = condition;
        this.limit = limit;
    }

    /**
     * @param condition what is waited for, such as {@code the gateway of hive-1 answers}
     * @param limit how long at most
     */
    public static Await that(Activity activity, String condition, Duration limit) {
        return new Await(activity, condition, limit);
    }

    /** Polls at least this often. */
    public Await atLeastEvery(Duration pause) {
        longestPause = pause;
        return this;
    }

    /**
     * Waits.
     *
     * @return what the probe found
     * @throws AwaitTimeoutException after the limit, with the last observation
     * @throws E what the probe throws ends the wait at once
     */
    public <T, E extends Exception> T until(Probe<T, E> probe) throws E, InterruptedException, AwaitTimeoutException {
        Pacer pacer = activity.pacer();
        Duration start = pacer.elapsed();
        Duration pause = FIRST_PAUSE;
        Duration nextWord = SAY_EVERY;
        while (true) {
            Observation<T> seen = probe.look();
            if (seen.found().isPresent()) {
                return seen.found().get();
            }
            Duration waited = pacer.elapsed().minus(start);
            if (waited.compareTo(limit) >= 0) {
                throw new AwaitTimeoutException("%s: not within %s; last seen: %s"
                        .formatted(condition, Durations.text(limit), seen.description()));
            }
            if (waited.compareTo(nextWord) >= 0) {
                activity.progress("still waiting, %s of at most %s: %s (%s)"
                        .formatted(Durations.text(waited), Durations.text(limit), condition, seen.description()));
                nextWord = waited.plus(SAY_EVERY);
            }
            Duration left = limit.minus(waited);
            pacer.pause(pause.compareTo(left) < 0 ? pause : left.plusMillis(1));
            Duration doubled = pause.multipliedBy(3).dividedBy(2);
            pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
    }

    /** Looks once whether the condition holds. */
    @FunctionalInterface
    public interface Probe<T, E extends Exception> {
        Observation<T> look() throws E, InterruptedException;
    }

    /**
     * What one look saw.
     *
     * @param found the result; there exactly if the condition holds
     * @param description what was seen instead, for people
     */
    public record Observation<T>(Optional<T> found, String description) {
        /** The condition holds. */
        public static <T> Observation<T> found(T result) {
            return new Observation<>(Optional.of(result), "");
        }

        /** The condition does not hold yet. */
        public static <T> Observation<T> notYet(@Nullable String seen) {
            return new Observation<>(Optional.empty(), seen == null ? "nothing" : seen);
        }
    }
}
