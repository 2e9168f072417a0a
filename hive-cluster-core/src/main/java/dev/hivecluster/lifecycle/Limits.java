package dev.hivecluster.lifecycle;

import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.Durations;
import dev.hivecluster.model.PropertyNames;
import java.time.Duration;

/**
 * How long each phase may take.
 *
 * @param up making the machines
 * @param configure installing and forming Hive, until it answers
 * @param down destroying the machines
 */
public record Limits(Duration up, Duration configure, Duration down) {
    /** Enough for real machines that boot and build. */
    public static final Limits DEFAULT =
            new Limits(Duration.ofMinutes(20), Duration.ofMinutes(40), Duration.ofMinutes(10));

    /**
     * The limits that a user asked for ({@code hive.timeout.*}).
     *
     * @throws dev.hivecluster.model.InvalidSettingException if one is no duration above zero
     */
    public static Limits of(ClusterSettings settings) {
        return new Limits(
                limit(settings, PropertyNames.TIMEOUT_UP, DEFAULT.up),
                limit(settings, PropertyNames.TIMEOUT_CONFIGURE, DEFAULT.configure),
                limit(settings, PropertyNames.TIMEOUT_DOWN, DEFAULT.down));
    }

    private static Duration limit(ClusterSettings settings, String property, Duration otherwise) {
        return settings.given(property)
                .map(text -> Durations.parsePositive(property, text))
                .orElse(otherwise);
    }
}
