package dev.hivecluster.simulator.node;

import java.time.Duration;

/** What happens later on a simulated machine, one after another. */
public interface Timetable extends AutoCloseable {
    /**
     * A timetable by the clock.
     *
     * @param name names its thread
     */
    static Timetable scaled(String name, TimeScale scale) {
        return new ScaledTimetable(name, scale);
    }

    /**
     * Does something later.
     *
     * @param real how long it takes a real Hive
     * @param step called by a thread of the timetable's own; what it throws is lost
     */
    void after(Duration real, Runnable step);

    /**
     * Lets a time pass that a real Hive needs for something.
     *
     * @param real Hive's time
     */
    void pass(Duration real) throws InterruptedException;

    /** Nothing happens any more; returns when a step that has begun is over. */
    @Override
    void close();
}
