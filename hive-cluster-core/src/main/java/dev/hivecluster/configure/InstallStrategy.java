package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;

/** How Hive gets onto a machine. */
interface InstallStrategy {
    /**
     * Sees to it that Hive is on a node, and says where; on a node that has it, it changes nothing.
     *
     * @throws ConfigureException if Hive cannot be had
     */
    Installation install(NodeSession session, Activity activity) throws ConfigureException, InterruptedException;
}
