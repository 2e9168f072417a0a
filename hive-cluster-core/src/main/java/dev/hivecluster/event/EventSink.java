package dev.hivecluster.event;

/** Where work announces itself. */
public interface EventSink {
    /** Begins a piece of work that belongs to no single node. It must be ended or closed. */
    Activity start(String step);

    /** Begins a piece of work on one node. It must be ended or closed. */
    Activity start(String step, String node);

    /** Does a piece of work that belongs to no single node, and announces its start and how it ended. */
    default <T, E extends Exception> T run(String step, Work<T, E> work) throws E, InterruptedException {
        return start(step).carryOut(work);
    }

    /** Does a piece of work on one node, and announces its start and how it ended. */
    default <T, E extends Exception> T run(String step, String node, Work<T, E> work) throws E, InterruptedException {
        return start(step, node).carryOut(work);
    }

    /**
     * A piece of work. It has succeeded when it returns, unless it said {@link Activity#skipped}; what it throws is how it
     * failed.
     */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run(Activity activity) throws E, InterruptedException;
    }
}
