package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.simulator.node.NodeSettings;
import dev.hivecluster.simulator.node.SimulatedNode;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The simulated node in a virtual machine, with what its first boot made for good. */
final class Guest implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Guest.class.getName());

    private final SimulatedNode node;
    private final Lan.Lease lease;
    private final KeyPair hostKey;
    private final Duration agentDelay;
    private volatile long agentFrom = Long.MAX_VALUE;

    /** @param agentDelay how long after the end of a boot the guest agent begins to answer */
    Guest(SimulatedNode node, Lan.Lease lease, KeyPair hostKey, Duration agentDelay) {
        this.node = node;
        this.lease = lease;
        this.hostKey = hostKey;
        this.agentDelay = agentDelay;
    }

    SimulatedNode node() {
        return node;
    }

    Lan.Lease lease() {
        return lease;
    }

    KeyPair hostKey() {
        return hostKey;
    }

    /** Switches it on, as the machine that it is now. */
    void powerOn(NodeSettings settings, Supplier<String> name) throws IOException {
        node.rebuild(settings);
        agentFrom = Long.MAX_VALUE;
        node.powerOn();
        CompletableFuture<?> unused = node.booted().whenComplete((done, failure) -> {
            if (failure == null) {
                agentFrom = System.nanoTime() + agentDelay.toNanos();
            } else if (node.isOn()) {
                LOG.log(Level.SEVERE, failure, () -> name.get() + " did not boot");
            }
        });
    }

    void powerOff() throws IOException {
        node.powerOff();
        agentFrom = Long.MAX_VALUE;
    }

    /** Whether the guest agent answers. */
    boolean agentAnswers() {
        long from = agentFrom;
        return from != Long.MAX_VALUE && System.nanoTime() - from >= 0 && node.isOn();
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
