package dev.hivecluster.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of an output, as many as fit; a report must not grow with a command that never stops to write. */
final class OutputTail {
    private static final int MOST_CHARACTERS = 64 * 1024;

    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;
    private long left;

    void add(String line) {
        String kept = line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) : line;
        lines.add(kept);
        characters += kept.length() + 1;
        while (characters > MOST_CHARACTERS && lines.size() > 1) {
            characters -= lines.remove().length() + 1;
            left++;
        }
    }

    /** The lines, each with a line feed; says how many were left out, and where they are. */
    String text(String whole) {
        StringBuilder text = new StringBuilder();
        if (left > 0) {
            text.append("(%d earlier lines: see %s)\n".formatted(left, whole));
        }
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
