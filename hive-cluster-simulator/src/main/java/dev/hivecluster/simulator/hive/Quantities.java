package dev.hivecluster.simulator.hive;

import java.time.Duration;
import java.util.Locale;

/** Memory and time as Hive's tables show them (hive contract, section 5). */
final class Quantities {
    private static final int MIB_PER_GIB = 1024;

    private Quantities() {}

    /** Such as {@code 512Mi} or {@code 1.0Gi}. */
    static String memory(int mib) {
        return mib < MIB_PER_GIB ? mib + "Mi" : String.format(Locale.ROOT, "%.1fGi", (double) mib / MIB_PER_GIB);
    }

    /** Such as {@code -} for nothing, {@code 0m}, {@code 5m}, {@code 1h5m}, {@code 3d4h}. */
    static String time(Duration duration) {
        if (duration.toSeconds() < 1) {
            return "-";
        }
        if (duration.toDays() > 0) {
            return "%dd%dh".formatted(duration.toDays(), duration.toHoursPart());
        }
        return duration.toHours() > 0
                ? "%dh%dm".formatted(duration.toHours(), duration.toMinutesPart())
                : duration.toMinutes() + "m";
    }
}
