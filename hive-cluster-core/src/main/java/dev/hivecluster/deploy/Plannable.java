package dev.hivecluster.deploy;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;

/** A deployer that can tell beforehand what {@link Deployer#up} would do. */
public interface Plannable {
    /**
     * What {@link Deployer#up} would do now, in the words of the tool that would do it, for people. Nothing is made, changed
     * or recorded, neither in the backend nor in the cluster's directory.
     *
     * @return several lines, without a line feed at the end
     */
    String plan(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException;
}
