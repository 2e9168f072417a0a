package dev.hivecluster.lifecycle;

import dev.hivecluster.configure.ConfigureException;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import java.time.Duration;

/** What makes a cluster of machines: the second phase, as the lifecycle sees it. */
@FunctionalInterface
public interface ConfigurePhase {
    /**
     * Installs and forms Hive, and returns when every gateway answers; on a cluster that is ready it changes nothing.
     *
     * @param reform whether a cluster that was half formed may be formed anew, which destroys Hive's data
     * @param limit how long it may take
     */
    Endpoints configure(
            ClusterSpec spec,
            Inventory inventory,
            ClusterDirectory directory,
            boolean reform,
            Activity activity,
            Duration limit)
            throws ConfigureException, InterruptedException;
}
