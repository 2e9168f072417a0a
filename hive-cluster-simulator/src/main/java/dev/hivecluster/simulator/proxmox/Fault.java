package dev.hivecluster.simulator.proxmox;

import java.util.concurrent.atomic.AtomicInteger;

/** Something that goes wrong on purpose, until it is healed. */
public final class Fault implements AutoCloseable {
    private final AtomicInteger left;
    private final AtomicInteger hits = new AtomicInteger();
    private final Runnable healing;

    /** @param times how often it strikes */
    Fault(int times, Runnable healing) {
        this.left = new AtomicInteger(times);
        this.healing = healing;
    }

    /** Whether it strikes now; if it does, once less is left. */
    boolean strikes() {
        boolean strikes = left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
        if (strikes) {
            hits.incrementAndGet();
        }
        return strikes;
    }

    /** How often it has struck so far. */
    public int hits() {
        return hits.get();
    }

    /** Heals it: from now on all is as if it had never been. */
    @Override
    public void close() {
        left.set(0);
        healing.run();
    }
}
