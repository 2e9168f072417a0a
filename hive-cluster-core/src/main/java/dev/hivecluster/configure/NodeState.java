package dev.hivecluster.configure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found on a node.
 *
 * @param configuration of the cluster that it belongs to; empty if it belongs to none
 * @param running the pid of each service that runs, by the service's name
 * @param forming the pids of an init or a join that somebody left behind
 */
record NodeState(Optional<HiveConfiguration> configuration, Map<String, Long> running, List<Long> forming) {
    NodeState {
        running = Map.copyOf(running);
        forming = List.copyOf(forming);
    }
}
