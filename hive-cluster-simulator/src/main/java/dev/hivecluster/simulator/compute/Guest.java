package dev.hivecluster.simulator.compute;

import java.nio.file.Path;

/** The machine inside an instance. */
public interface Guest extends AutoCloseable {
    /** Where what it wrote really lies. */
    Path disk();

    /** Its operating system has come up: from now on it answers, and hears the power button. */
    void booted();

    /** Whether that has happened, and it still runs. */
    boolean isBooted();

    /** Switches it off: its connections are gone when this returns. What it wrote stays. */
    @Override
    void close();
}
