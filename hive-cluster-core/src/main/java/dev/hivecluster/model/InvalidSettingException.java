package dev.hivecluster.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** A setting that the user gave cannot be used. The message names the property, what was given, what is allowed and what to do. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MOST_SHOWN = 80;

    /** Kinds of characters that a reader would not see, or that would change how the rest is shown. */
    private static final Set<Integer> INVISIBLE = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.SURROGATE,
            (int) Character.UNASSIGNED);

    private final String property;

    /**
     * @param property the property as the user types it, such as {@code hive.nodes}
     * @param given what was given, quoted in the message with control characters made visible
     * @param allowed what would have been right, such as {@code a whole number from 1 to 10}
     */
    public InvalidSettingException(String property, String given, String allowed) {
        this(property, given, allowed, example(property));
    }

    /**
     * @param property the property as the user types it
     * @param given what was given
     * @param allowed what would have been right
     * @param example a value that would be accepted
     */
    public InvalidSettingException(String property, String given, String allowed, String example) {
        this(
                property,
                "%s is %s; expected %s, such as -D%s=%s"
                        .formatted(property, visible(given), allowed, property, example));
    }

    private InvalidSettingException(String property, String message) {
        super(message);
        this.property = property;
    }

    /**
     * A property that nothing reads.
     *
     * @param property what the user typed
     * @param known the properties that there are, at least one
     */
    public static InvalidSettingException unknown(String property, Collection<String> known) {
        return new InvalidSettingException(
                property, "%s is not known; known are %s".formatted(visible(property), String.join(", ", known)));
    }

    /**
     * Something that is needed was not given, or leads nowhere.
     *
     * @param property the property that says it
     * @param message what is missing and how to give it
     */
    public static InvalidSettingException missing(String property, String message) {
        return new InvalidSettingException(property, message);
    }

    /** The property as the user types it. */
    public String property() {
        return property;
    }

    private static String visible(String given) {
        StringBuilder shown = new StringBuilder("\"");
        given.codePoints().limit(MOST_SHOWN).forEach(c -> {
            if (INVISIBLE.contains(Character.getType(c))) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(given.codePointCount(0, given.length()) > MOST_SHOWN ? "…\"" : "\"")
                .toString();
    }

    private static String example(String property) {
        return PropertyNames.EXAMPLES.getOrDefault(property, "…");
    }
}
