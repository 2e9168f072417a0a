package dev.hivecluster.e2e.mutation;

import dev.hivecluster.e2e.scenario.Scenarios;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test, or what several tests of a class begin with.
 *
 * @param method nothing if it is what all tests of the class begin with
 */
record TestedMethod(Class<?> type, Optional<Method> method) {
    /** The tests that it is, or that begin with it: those that name a scenario. */
    List<Method> tests() {
        return method.map(Stream::of)
                .orElseGet(() -> Arrays.stream(type.getDeclaredMethods()))
                .filter(test -> !Scenarios.of(test).isEmpty())
                .toList();
    }

    /** The scenarios that are not proven if it fails. */
    List<String> scenarios() {
        return tests().stream()
                .flatMap(test -> Scenarios.of(test).stream())
                .sorted(Scenarios.ORDER)
                .toList();
    }

    @Override
    public String toString() {
        return type.getSimpleName()
                + method.map(test -> "." + test.getName()).orElse("")
                + scenarios().stream().collect(Collectors.joining(", ", " (", ")"));
    }
}
