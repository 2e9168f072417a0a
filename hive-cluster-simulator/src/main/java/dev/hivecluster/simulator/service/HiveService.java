package dev.hivecluster.simulator.service;

/** A service of Hive that is running: the process of {@code hive service <name> start} lives as long as it does. */
public interface HiveService extends AutoCloseable {
    /**
     * Waits until it ends: because it was closed, because a coordinated shutdown stopped it, or because it failed.
     *
     * @return the exit status of its process
     */
    int await() throws InterruptedException;

    /** Ends it: its ports are free, its connections closed and its threads gone when this returns. */
    @Override
    void close();
}
