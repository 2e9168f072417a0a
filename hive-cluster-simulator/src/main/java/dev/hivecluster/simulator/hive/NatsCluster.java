package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.formation.FormedCluster;
import java.util.List;

/**
 * How a NATS server is part of a cluster.
 *
 * @param name the name of the NATS cluster
 * @param bind where the other servers reach this one
 * @param routes where the servers are, as {@code host:port}; none for a server alone
 */
record NatsCluster(String name, String bind, List<String> routes) {
    NatsCluster {
        routes = List.copyOf(routes);
    }

    /** With routes to all nodes that were formed into a cluster. */
    static NatsCluster of(FormedCluster cluster, String bind) {
        return new NatsCluster(
                cluster.credentials().clusterName(),
                bind,
                cluster.nodes().values().stream()
                        .map(node -> node.clusterIp() + ":4248")
                        .toList());
    }
}
