package dev.hivecluster.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what a cluster needs time for; the limits are upstream's (hive contract, sections 1.0 to 1.2), or longer. */
public final class Waits {
    /**
     * The system property that shortens all limits to at most its value, such as {@code PT2S}: for clusters that are known
     * to be fast, where a test has to fail.
     */
    public static final String LONGEST = "hive.e2e.longestWait";

    /** Upstream's patience with most things: it asks thirty times, every two seconds. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** For an instance to run, or to stop: QEMU without hardware support takes its time. */
    static final Duration INSTANCE_LIMIT = Duration.ofMinutes(5);

    /** For room for instances: the tests before one may boot a guest each. */
    static final Duration ROOM_LIMIT = Duration.ofMinutes(30);

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Waits() {}

    /** Asserts again and again, until it holds or the time is over; then it fails with the last assertion's message. */
    static void untilAsserted(String what, ThrowingRunnable assertion) {
        untilAsserted(what, LIMIT, assertion);
    }

    /** The same with a limit of its own. */
    static void untilAsserted(String what, Duration limit, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .atMost(limited(limit))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    /** A limit, shortened if all are. */
    static Duration limited(Duration limit) {
        String given = System.getProperty(LONGEST);
        if (given == null) {
            return limit;
        }
        Duration longest = Duration.parse(given);
        return longest.compareTo(limit) < 0 ? longest : limit;
    }
}
