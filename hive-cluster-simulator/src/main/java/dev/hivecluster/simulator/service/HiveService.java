package dev.hivecluster.simulator.service;

/** A service of Hive that is running: {@code hive service <name> start} ends when it is closed. */
public interface HiveService extends AutoCloseable {
    /** Ends it: its ports are free and its connections closed when this returns. */
    @Override
    void close();
}
