package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.nio.file.Files;

/** The last thing that a machine's init does at each boot: cloud-init's part. */
@FunctionalInterface
public interface BootTask {
    /** Says that the boot is over, as the machine's owner looks for it. */
    BootTask MARKER = (files, processes) -> Files.createFile(files.resolve(SimulatedNode.BOOT_MARKER));

    /**
     * Does it; interrupted when the machine loses its power.
     *
     * @param files the machine's files
     * @param processes where commands can be run
     */
    void run(FileTree files, ProcessTable processes) throws IOException, InterruptedException;
}
