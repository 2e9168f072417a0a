package dev.hivecluster.model;

/** A setting that the user gave cannot be used. The message names the property, what was given, what is allowed and what to do. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String property;

    /**
     * @param property the property as the user types it, such as {@code hive.nodes}
     * @param given what was given, quoted in the message with control characters made visible
     * @param allowed what would have been right, such as {@code a whole number from 1 to 10}
     */
    public InvalidSettingException(String property, String given, String allowed) {
        super("%s is %s; expected %s, such as -D%s=%s"
                .formatted(property, visible(given), allowed, property, example(property)));
        this.property = property;
    }

    /** The property as the user types it. */
    public String property() {
        return property;
    }

    private static String visible(String given) {
        StringBuilder shown = new StringBuilder("\"");
        given.codePoints().limit(80).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(given.length() > 80 ? "…\"" : "\"").toString();
    }

    private static String example(String property) {
        return PropertyNames.EXAMPLES.getOrDefault(property, "…");
    }
}
