package dev.hivecluster.deploy;

import dev.hivecluster.directory.ClusterDirectory;

/**
 * A deployer that writes to the machines themselves who is responsible for them, and until when, so that they can be judged
 * on another host or after their directory is gone.
 */
public interface Expirable {
    /** The record has changed: writes to the machines what it says now. */
    void tag(ClusterDirectory directory) throws DeployException, InterruptedException;
}
