package dev.hivecluster.report;

/**
 * A line for people.
 *
 * @param level how much it matters
 * @param text without a line feed at its end; a failure's message may have several lines
 */
public record ConsoleLine(Level level, String text) {
    /** How much a line matters. */
    public enum Level {
        INFO,
        WARN,
        ERROR
    }
}
