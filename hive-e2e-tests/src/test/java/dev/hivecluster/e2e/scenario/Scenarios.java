package dev.hivecluster.e2e.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The scenarios that this module has to prove, from {@code scenarios.txt}. */
public final class Scenarios {
    private static final String RESOURCE = "scenarios.txt";

    /** The single-node suite first, and each in its own order: S2 before S10. */
    public static final Comparator<String> ORDER = Comparator.comparing((String id) -> id.charAt(0))
            .reversed()
            .thenComparingInt(id -> Integer.parseInt(id.substring(1)));

    private Scenarios() {}

    /** What each scenario is about, by id. */
    static SortedMap<String, String> all() {
        try (InputStream resource = Scenarios.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            SortedMap<String, String> scenarios = new TreeMap<>(ORDER);
            new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split(" ", 2);
                if (scenarios.put(parts[0], parts[1]) != null) {
                    throw new IllegalStateException("%s lists %s twice".formatted(RESOURCE, parts[0]));
                }
            });
            return scenarios;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scenarios that a test method asserts. */
    public static List<String> of(Method method) {
        return Arrays.stream(method.getAnnotationsByType(Scenario.class))
                .map(Scenario::value)
                .toList();
    }
}
