package dev.hivecluster.simulator.hive;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines of Hive's logs. */
final class HiveLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

    private HiveLog() {}

    static String line(Clock clock, String level, String message) {
        return "%s %s %s".formatted(TIME.format(clock.instant().atOffset(ZoneOffset.UTC)), level, message);
    }
}
