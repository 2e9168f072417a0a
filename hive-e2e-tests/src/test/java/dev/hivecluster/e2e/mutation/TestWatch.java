package dev.hivecluster.e2e.mutation;

import java.time.Duration;
import java.util.Optional;

/** Follows the tests of one run, which run one after another. */
interface TestWatch {
    /** What happens from now on belongs to this test. */
    void runs(TestedMethod test);

    /** What happens from now on belongs to no test. */
    void ends();

    /**
     * A test has failed.
     *
     * @return what JUnit is to see of it
     */
    Throwable failed(TestedMethod test, Throwable failure);

    /** Why no more tests have to run. */
    Optional<String> isOver();

    /** How dear it is to run a test: of those of a class the cheapest runs first. */
    Duration cost(TestedMethod test);

    /** How dear it is to run the tests of a class: the cheapest class runs first. */
    Duration cost(Class<?> type);
}
