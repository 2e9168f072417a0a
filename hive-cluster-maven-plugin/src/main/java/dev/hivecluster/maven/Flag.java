package dev.hivecluster.maven;

import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.InvalidSettingException;

/** A setting that is on or off. */
final class Flag {
    private Flag() {}

    /**
     * Whether it is on; not given, it is off.
     *
     * @throws InvalidSettingException if it is neither
     */
    static boolean of(ClusterSettings settings, String property) {
        return settings.given(property).map(value -> parse(property, value)).orElse(false);
    }

    /** Without a value, {@code -Dhive.purge}, Maven itself makes it true. */
    private static boolean parse(String property, String value) {
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException(property, value, "true or false", "true");
        };
    }
}
