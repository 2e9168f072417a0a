package dev.hivecluster.remote;

import java.util.Map;

/** The signals that SSH has names for (RFC 4254, section 6.10), by number. */
final class Signals {
    private static final int EXIT_BY_SIGNAL = 128;

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("SEGV", 11),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15),
            Map.entry("USR1", 10),
            Map.entry("USR2", 12));

    private Signals() {}

    /** @throws IllegalArgumentException if SSH cannot send it */
    static String requireKnown(String name) {
        if (!NUMBERS.containsKey(name)) {
            throw new IllegalArgumentException("no such signal: '%s'; known: %s"
                    .formatted(name, NUMBERS.keySet().stream().sorted().toList()));
        }
        return name;
    }

    /** The exit status that a shell reports for a program which the signal ended. */
    static int status(String name) {
        return EXIT_BY_SIGNAL + NUMBERS.getOrDefault(name, 0);
    }
}
