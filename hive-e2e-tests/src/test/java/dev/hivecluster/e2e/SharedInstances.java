package dev.hivecluster.e2e;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Running instances that several tests look at, and attach volumes to; closed, they may make way for others. */
final class SharedInstances implements AutoCloseable {
    private static final AtomicInteger DEVICES = new AtomicInteger();
    private static final String LETTERS = "fghijklmnop";

    private final InstancePool pool;
    private final List<String> ids;

    SharedInstances(InstancePool pool, List<String> ids) {
        this.pool = pool;
        this.ids = ids;
    }

    List<String> ids() {
        return ids;
    }

    String id() {
        return ids.get(0);
    }

    /** A device that nobody else attaches a volume as, meanwhile. */
    static String device() {
        return "/dev/sd" + LETTERS.charAt(DEVICES.getAndIncrement() % LETTERS.length());
    }

    @Override
    public void close() {
        pool.giveBack(this);
    }
}
