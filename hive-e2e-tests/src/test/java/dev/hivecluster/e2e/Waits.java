package dev.hivecluster.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Upstream's patience: it asks thirty times, every two seconds (hive contract, section 1.0). */
final class Waits {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private Waits() {}

    /** Asserts again and again, until it holds or the time is over; then it fails with the last assertion's message. */
    static void untilAsserted(String what, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}
