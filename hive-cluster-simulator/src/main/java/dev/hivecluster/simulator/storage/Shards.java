package dev.hivecluster.simulator.storage;

import java.time.Duration;

/** The nodes that an object's parts lie on. */
public interface Shards {
    /** Whether all of them can be reached. */
    boolean isComplete();

    /**
     * Lets the time pass that a real Hive waits for a node that does not answer.
     *
     * @param real Hive's time
     */
    void waitInVain(Duration real) throws InterruptedException;
}
