package dev.hivecluster.e2e.mutation;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which test calls which action, how long each takes, and which fails, while nothing is wrong. */
final class Observation implements TestWatch {
    private final Map<String, Set<Method>> byAction = new TreeMap<>();
    private final Map<TestedMethod, Duration> times = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<Method> tests = new LinkedHashSet<>();
    private @Nullable TestedMethod running;
    private long since;

    /** An action was called. */
    synchronized void called(String action) {
        TestedMethod caller = running;
        if (caller != null) {
            byAction.computeIfAbsent(action, any -> new LinkedHashSet<>()).addAll(caller.tests());
        }
    }

    @Override
    public synchronized void runs(TestedMethod test) {
        ends();
        running = test;
        since = System.nanoTime();
        test.method().ifPresent(tests::add);
    }

    @Override
    public synchronized void ends() {
        if (running != null) {
            times.merge(running, Duration.ofNanos(System.nanoTime() - since), Duration::plus);
            running = null;
        }
    }

    @Override
    public synchronized Throwable failed(TestedMethod test, Throwable failure) {
        failures.add("%s: %s".formatted(test, failure));
        return failure;
    }

    @Override
    public Optional<String> isOver() {
        return Optional.empty();
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** The tests that ran. */
    synchronized int count() {
        return tests.size();
    }

    /** The actions that tests call. */
    synchronized Set<String> actions() {
        return Set.copyOf(byAction.keySet());
    }

    /** The tests that call an action. */
    synchronized Set<Method> affected(String action) {
        return Set.copyOf(byAction.getOrDefault(action, Set.of()));
    }

    @Override
    public synchronized Duration cost(TestedMethod test) {
        return times.getOrDefault(test, Duration.ZERO);
    }

    /**
     * How long a test of a class takes, times the number of actions that the class calls: one that does little else than
     * what is wrong is likelier to notice.
     */
    @Override
    public synchronized Duration cost(Class<?> type) {
        Duration all = Duration.ZERO;
        int count = 0;
        for (Map.Entry<TestedMethod, Duration> time : times.entrySet()) {
            if (time.getKey().type().equals(type)) {
                all = all.plus(time.getValue());
                count++;
            }
        }
        long actions = byAction.values().stream()
                .filter(tests ->
                        tests.stream().anyMatch(test -> test.getDeclaringClass().equals(type)))
                .count();
        return count == 0 ? Duration.ZERO : all.dividedBy(count).multipliedBy(actions);
    }
}
