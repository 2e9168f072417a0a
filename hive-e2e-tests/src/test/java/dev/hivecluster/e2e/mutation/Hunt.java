package dev.hivecluster.e2e.mutation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The tests that one mutant affects, up to the first that notices it. From then on nothing is wrong any more, so that what
 * the test made can be removed.
 */
final class Hunt implements TestWatch {
    /** More than any test takes. */
    private static final Duration LAST = Duration.ofDays(1);

    private final Mutant mutant;
    private final IntSupplier wrong;
    private final Runnable heal;
    private final Observation observation;
    private @Nullable Kill kill;
    private @Nullable String stray;

    /**
     * @param wrong how many answers were wrong so far
     * @param heal lets nothing be wrong any more
     * @param observation of these tests while nothing is wrong
     */
    Hunt(Mutant mutant, IntSupplier wrong, Runnable heal, Observation observation) {
        this.mutant = mutant;
        this.wrong = wrong;
        this.heal = heal;
        this.observation = observation;
    }

    /**
     * A test has noticed.
     *
     * @param reason what it said
     */
    record Kill(TestedMethod test, String reason) {}

    /** The test that noticed; nothing if the mutant lives. */
    synchronized Optional<Kill> kill() {
        return Optional.ofNullable(kill);
    }

    /** A test that failed before anything was wrong. */
    synchronized Optional<String> stray() {
        return Optional.ofNullable(stray);
    }

    @Override
    public void runs(TestedMethod test) {
        // Whoever fails names itself.
    }

    @Override
    public void ends() {
        // Nothing is counted.
    }

    @Override
    public synchronized Throwable failed(TestedMethod test, Throwable failure) {
        if (isOver().isEmpty()) {
            if (wrong.getAsInt() > 0) {
                kill = new Kill(test, String.valueOf(failure.getMessage()));
            } else {
                stray = "%s: %s".formatted(test, failure);
            }
            heal.run();
        }
        // No evidence has to be collected of what was meant to fail.
        return new TestAbortedException("the mutant is noticed", failure);
    }

    @Override
    public synchronized Optional<String> isOver() {
        return kill == null && stray == null
                ? Optional.empty()
                : Optional.of("no more has to be found out about this mutant");
    }

    /** Whoever saw nothing of what is wrong now is the last that can notice. */
    @Override
    public Duration cost(TestedMethod test) {
        return late(observation.isWitness(mutant, test)).plus(observation.cost(test));
    }

    @Override
    public Duration cost(Class<?> type) {
        return late(observation.isWitness(mutant, type)).plus(observation.cost(type));
    }

    private static Duration late(boolean witness) {
        return witness ? Duration.ZERO : LAST;
    }
}
