package dev.hivecluster.deploy;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.Node;

/** A deployer that can switch single machines off and on, as if by their power plug. Each call returns once it is so. */
public interface PowerControl {
    void powerOff(ClusterDirectory directory, Node node) throws DeployException, InterruptedException;

    void powerOn(ClusterDirectory directory, Node node) throws DeployException, InterruptedException;

    /** Off and on again, without a shutdown. */
    default void reset(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        powerOff(directory, node);
        powerOn(directory, node);
    }
}
