package dev.hivecluster.model;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type and read them: {@code 500ms}, {@code 90s}, {@code 10m}, {@code 4h}, {@code 1h30m}. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+");

    /** Ten years; more is a slip, and would not fit everywhere. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Durations() {}

    /**
     * Reads a duration; {@code 0} needs no unit.
     *
     * @throws InvalidSettingException if the text is none, naming the property
     */
    public static Duration parse(String property, String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!WHOLE.matcher(text).matches()) {
            throw invalid(property, text);
        }
        Duration total = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long amount = Long.parseLong(part.group(1));
            total = total.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        if (total.compareTo(LONGEST) > 0) {
            throw invalid(property, text);
        }
        return total;
    }

    /**
     * Reads a duration above zero.
     *
     * @throws InvalidSettingException if the text is none, naming the property
     */
    public static Duration parsePositive(String property, String text) {
        Duration duration = parse(property, text);
        if (duration.isZero()) {
            throw new InvalidSettingException(property, text, "a duration above zero");
        }
        return duration;
    }

    /** A duration for people: {@code 340ms}, {@code 2.3s}, {@code 12s}, {@code 4m 05s}, {@code 3h 20m}, {@code 2d 3h}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            long tenths = millis / 100;
            return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
        }
        if (duration.toHours() < 1) {
            return String.format(Locale.ROOT, "%dm %02ds", duration.toMinutes(), duration.toSecondsPart());
        }
        if (duration.toDays() < 1) {
            return String.format(Locale.ROOT, "%dh %02dm", duration.toHours(), duration.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%dd %dh", duration.toDays(), duration.toHoursPart());
    }

    private static InvalidSettingException invalid(String property, String text) {
        return new InvalidSettingException(
                property,
                text,
                "a duration of at most %dd: whole numbers with ms, s, m, h or d".formatted(LONGEST.toDays()),
                PropertyNames.EXAMPLES.getOrDefault(property, "90s"));
    }
}
