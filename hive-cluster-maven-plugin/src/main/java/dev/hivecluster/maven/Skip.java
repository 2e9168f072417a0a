package dev.hivecluster.maven;

import dev.hivecluster.model.PropertyNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a goal has nothing to do because the user said so. */
final class Skip {
    /** What skips the tests skips the cluster that they would have run on. */
    private static final List<String> WITH_THE_TESTS = List.of("skipTests", "skipITs", "maven.test.skip");

    private Skip() {}

    /** The property that skips every goal, by hand or bound. */
    static Optional<String> always(Function<String, Optional<String>> properties) {
        return first(List.of(PropertyNames.SKIP), properties);
    }

    /** The property that skips a goal which is there for the tests' sake. */
    static Optional<String> withTheTests(Function<String, Optional<String>> properties) {
        return always(properties).or(() -> first(WITH_THE_TESTS, properties));
    }

    private static Optional<String> first(List<String> names, Function<String, Optional<String>> properties) {
        return names.stream()
                .filter(name -> properties.apply(name).filter(Skip::isTrue).isPresent())
                .findFirst();
    }

    /** A property without a value, {@code -DskipTests}, is meant. */
    private static boolean isTrue(String value) {
        return value.isEmpty() || value.equalsIgnoreCase("true");
    }
}
