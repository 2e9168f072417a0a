package dev.hivecluster.lifecycle;

import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.Durations;
import dev.hivecluster.model.Flag;
import dev.hivecluster.model.PropertyNames;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants of a cluster in a session.
 *
 * @param settings what the cluster should be
 * @param participant who asks: within the session a cluster is shared by all that name it
 * @param expected everybody in this session who is going to ask for this cluster, the participant included: the last of
 *     them destroys it
 * @param keep whether the cluster outlives the session; empty for the default, never. One made by hand does in any case, once
 *     it is whole
 * @param ttl how long a kept cluster stands; zero for ever
 * @param limits how long each phase may take
 * @param replace whether a kept cluster that is not what is asked for is destroyed first, if a person calls the goal
 * @param byHand whether a person called the goal, rather than the build's lifecycle
 */
public record UpRequest(
        ClusterSettings settings,
        String participant,
        Set<String> expected,
        Optional<KeepPolicy> keep,
        Duration ttl,
        Limits limits,
        boolean replace,
        boolean byHand) {
    private static final Duration DEFAULT_TTL = Duration.ofHours(4);

    public UpRequest {
        expected = Set.copyOf(expected);
    }

    /**
     * A request with the keep policy, the time to live, the limits and the leave to replace that the settings hold.
     *
     * @throws dev.hivecluster.model.InvalidSettingException if one of them cannot be used
     */
    public static UpRequest of(ClusterSettings settings, String participant, Set<String> expected, boolean byHand) {
        return new UpRequest(
                settings,
                participant,
                expected,
                settings.given(PropertyNames.KEEP).map(KeepPolicy::of),
                settings.given(PropertyNames.TTL)
                        .map(text -> Durations.parse(PropertyNames.TTL, text))
                        .orElse(DEFAULT_TTL),
                Limits.of(settings),
                Flag.of(settings, PropertyNames.REPLACE),
                byHand);
    }
}
