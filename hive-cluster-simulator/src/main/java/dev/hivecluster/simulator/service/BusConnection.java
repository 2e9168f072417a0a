package dev.hivecluster.simulator.service;

import java.time.Duration;
import java.util.List;

/** A client's connection to the NATS server of a node, as the {@code hive} command makes it. */
public interface BusConnection extends AutoCloseable {
    /** What all daemons that can be reached and have subscribed say of their nodes, in no particular order. */
    List<NodeReport> nodes();

    /**
     * Tells all daemons to do a phase of a coordinated shutdown.
     *
     * @param force whether instances are killed rather than powered down
     * @param expected how many answers to wait for; 0 for none, as in phase {@link ShutdownPhase#INFRA}
     * @param limit how long to wait for them, in the simulator's time (scale Hive's)
     * @return the answers that came, which may be fewer than expected
     */
    List<ShutdownAck> shutdown(ShutdownPhase phase, boolean force, int expected, Duration limit)
            throws InterruptedException;

    @Override
    void close();
}
