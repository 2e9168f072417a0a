package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.CommandResult;

/** What {@code hive get nodes} tells of a cluster (hive contract, section 5). */
final class NodeList {
    private NodeList() {}

    /**
     * Asserts that every node is ready, and that there is no other. The whole word counts: upstream would take NotReady for
     * it.
     */
    static void isReady(Cluster cluster) throws Exception {
        CommandResult result = new HiveCommand(cluster, cluster.node(1)).ask("get", "nodes");
        assertThat(result.status())
                .as("exit status of hive get nodes: %s", result)
                .isZero();
        Table nodes = Table.startingWith("NAME", result.stdout());
        assertThat(nodes.column("NAME"))
                .containsExactlyInAnyOrderElementsOf(
                        cluster.nodes().stream().map(HiveCommand::nameOf).toList());
        assertThat(nodes.column("STATUS")).as("states in %s", nodes.rows()).containsOnly("Ready");
        assertThat(nodes.column("IP"))
                .containsExactlyInAnyOrderElementsOf(
                        cluster.nodes().stream().map(Node::data).toList());
    }
}
