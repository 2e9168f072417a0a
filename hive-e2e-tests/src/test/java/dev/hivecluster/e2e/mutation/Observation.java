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

/**
 * Which test calls which action, which would see something of which mutant, how long each takes, and which fails, while
 * nothing is wrong.
 */
final class Observation implements TestWatch {
    private final List<Mutant> mutants;
    private final Map<String, Set<Method>> byAction = new TreeMap<>();
    private final Map<Mutant, Set<Method>> witnesses = new HashMap<>();
    private final Map<TestedMethod, Duration> times = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Set<Method> tests = new LinkedHashSet<>();
    private @Nullable TestedMethod running;
    private long since;

    /** @param mutants those that are to be hunted */
    Observation(List<Mutant> mutants) {
        this.mutants = List.copyOf(mutants);
    }

    /** An action was called. */
    synchronized void answered(String action, Answer answer) {
        TestedMethod caller = running;
        if (caller == null) {
            return;
        }
        List<Method> tests = caller.tests();
        byAction.computeIfAbsent(action, any -> new LinkedHashSet<>()).addAll(tests);
        for (Mutant mutant : mutants) {
            if (mutant.action().equals(action) && !witnesses(mutant).containsAll(tests) && mutant.wouldChange(answer)) {
                witnesses(mutant).addAll(tests);
            }
        }
    }

    private Set<Method> witnesses(Mutant mutant) {
        return witnesses.computeIfAbsent(mutant, any -> new LinkedHashSet<>());
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

    /** Whether a test got an answer that the mutant would have changed. */
    synchronized boolean isWitness(Mutant mutant, TestedMethod test) {
        return test.tests().stream().anyMatch(witnesses(mutant)::contains);
    }

    /** Whether any test of a class got such an answer. */
    synchronized boolean isWitness(Mutant mutant, Class<?> type) {
        return witnesses(mutant).stream()
                .anyMatch(test -> test.getDeclaringClass().equals(type));
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
