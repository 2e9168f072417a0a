package dev.hivecluster.simulator.compute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Runs guests on a node. */
public interface Hypervisor {
    /**
     * Switches a guest on; it answers when it has booted.
     *
     * @param instance what it belongs to, as it is when one asks
     * @throws IOException if the machine has no port left for it
     */
    Guest start(Supplier<InstanceRecord> instance) throws IOException;

    /** Deletes what a guest wrote. */
    void delete(Path disk) throws IOException;
}
