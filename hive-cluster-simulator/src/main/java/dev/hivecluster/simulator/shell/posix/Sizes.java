package dev.hivecluster.simulator.shell.posix;

import java.util.Locale;

/** Sizes for people, as {@code -h} prints them. */
final class Sizes {
    private static final String UNITS = "KMGTP";

    private Sizes() {}

    /** Such as {@code 512}, {@code 1.5K}, {@code 12G}. */
    static String human(long bytes) {
        if (bytes < 1024) {
            return Long.toString(bytes);
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit + 1 < UNITS.length()) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f%c" : "%.0f%c", value, UNITS.charAt(unit));
    }
}
