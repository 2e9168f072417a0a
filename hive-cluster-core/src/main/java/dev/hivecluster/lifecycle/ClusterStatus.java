package dev.hivecluster.lifecycle;

import dev.hivecluster.configure.NodeHealth;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What stands under a cluster's name, as it is now.
 *
 * @param record what is known of it
 * @param age since it was first recorded
 * @param ownerAlive whether the process that is responsible for it lives, or may live
 * @param directory its directory
 * @param ready whether every node's gateway lists instance types
 * @param nodes its nodes, by index; empty if it has no machines
 */
public record ClusterStatus(
        ClusterRecord record,
        Duration age,
        boolean ownerAlive,
        String directory,
        boolean ready,
        List<NodeStatus> nodes) {
    public ClusterStatus {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node.
     *
     * @param machine its machine as the backend sees it; empty if the backend knows none
     */
    public record NodeStatus(Node node, Optional<Machine> machine, NodeHealth health) {}
}
