package dev.hivecluster.model;

import java.util.Locale;

/** A setting that is on or off. */
public final class Flag {
    private Flag() {}

    /**
     * Whether it is on; not given, it is off.
     *
     * @throws InvalidSettingException if it is neither
     */
    public static boolean of(ClusterSettings settings, String property) {
        return settings.given(property).map(value -> parse(property, value)).orElse(false);
    }

    /**
     * Whether the value means that it is on. Without a value, {@code -Dhive.purge}, Maven itself makes it true.
     *
     * @throws InvalidSettingException if it means neither
     */
    public static boolean parse(String property, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException(property, value, "true or false", "true");
        };
    }
}
