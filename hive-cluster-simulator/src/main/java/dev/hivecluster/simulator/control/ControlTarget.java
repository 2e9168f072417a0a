package dev.hivecluster.simulator.control;

import java.io.IOException;

/** What the control channel steers. Called by several threads. */
public interface ControlTarget {
    SimulatorStatus status();

    /**
     * Switches a machine; returns once it is so.
     *
     * @throws IllegalArgumentException if there is no such machine
     */
    void power(String machine, PowerAction action) throws IOException;

    /**
     * Adds machines until there are so many; their keys lie ready.
     *
     * @throws IllegalArgumentException if there are more already
     */
    void grow(int nodes) throws IOException;

    /** Begins the end of the process, and returns at once. */
    void shutdown();
}
