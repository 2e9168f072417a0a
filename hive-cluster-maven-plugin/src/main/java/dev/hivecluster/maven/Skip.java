package dev.hivecluster.maven;

import dev.hivecluster.model.Flag;
import dev.hivecluster.model.PropertyNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a goal has nothing to do because the user said so. */
final class Skip {
    /** What skips the tests skips the cluster that they would have run on. */
    private static final List<String> WITH_THE_TESTS = List.of("skipTests", "skipITs", "maven.test.skip");

    private Skip() {}

    /**
     * The property that skips every goal, by hand or bound.
     *
     * @throws dev.hivecluster.model.InvalidSettingException if it is neither true nor false
     */
    static Optional<String> always(Function<String, Optional<String>> properties) {
        return Optional.of(PropertyNames.SKIP)
                .filter(own -> properties
                        .apply(own)
                        .filter(value -> Flag.parse(own, value))
                        .isPresent());
    }

    /**
     * The property that skips a goal which is there for the tests' sake.
     *
     * @throws dev.hivecluster.model.InvalidSettingException if {@code hive.skip} is neither true nor false
     */
    static Optional<String> withTheTests(Function<String, Optional<String>> properties) {
        return always(properties)
                .or(() -> WITH_THE_TESTS.stream()
                        .filter(name ->
                                properties.apply(name).filter(Skip::isTrue).isPresent())
                        .findFirst());
    }

    /** These are others' properties, and mean what they mean there; one without a value, {@code -DskipTests}, is meant. */
    private static boolean isTrue(String value) {
        return value.isEmpty() || value.equalsIgnoreCase("true");
    }
}
