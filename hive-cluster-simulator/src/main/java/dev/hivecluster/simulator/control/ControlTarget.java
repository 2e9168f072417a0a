package dev.hivecluster.simulator.control;

import java.io.IOException;

/** What the control channel steers. Called by several threads. */
public interface ControlTarget {
    /** How it is now, as JSON can hold it. */
    Object status();

    /**
     * Switches a machine; returns once it is so.
     *
     * @throws IllegalArgumentException if there is no such machine
     */
    default void power(String machine, PowerAction action) throws IOException {
        throw new IllegalArgumentException("there is no machine " + machine);
    }

    /**
     * Adds machines until there are so many; their keys lie ready.
     *
     * @throws IllegalArgumentException if there are more already
     */
    default void grow(int nodes) throws IOException {
        throw new IllegalArgumentException("this cannot grow");
    }

    /** Begins the end of the process, and returns at once. */
    void shutdown();
}
