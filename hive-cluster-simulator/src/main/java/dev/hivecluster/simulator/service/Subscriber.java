package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.compute.ComputeHost;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** A daemon whose subscriptions exist. */
interface Subscriber {
    /** The NATS server that it is a client of. */
    InetSocketAddress nats();

    /** What it says of its node. */
    NodeReport report();

    /** The instances of its node. */
    ComputeHost instances();

    /** What it reaches of its cluster's storage; nothing while it reaches none. */
    Optional<ObjectStore> objects();

    /**
     * Begins a phase of a coordinated shutdown.
     *
     * @param reply told when it is done
     */
    void shutdown(ShutdownPhase phase, boolean force, Consumer<ShutdownAck> reply);
}
