package dev.hivecluster.benchmarks;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.EventStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Waits for what a cluster does by itself. */
final class Waits {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Waits() {}

    /** Waits until a condition holds, two minutes at most. */
    static void until(String condition, Callable<Boolean> holds) throws Exception {
        EventStream silent = new EventStream(Clock.systemUTC(), List.of());
        try (Activity activity = silent.start("benchmark")) {
            Await.that(activity, condition, LIMIT)
                    .until(() -> holds.call() ? Observation.found(true) : Observation.notYet("not yet"));
        }
    }
}
