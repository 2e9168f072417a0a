package dev.hivecluster.simulator.hive;

import java.io.IOException;

/** A command that has been read from the command line. */
interface HiveCommand {
    /**
     * Runs it.
     *
     * @return its exit status
     */
    int run(HiveSession session) throws IOException, InterruptedException, HiveFailure;
}
