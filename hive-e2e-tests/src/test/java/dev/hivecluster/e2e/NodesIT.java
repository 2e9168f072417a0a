package dev.hivecluster.e2e;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;

/** The part of phase 1b of the single-node suite that instances don't change (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
class NodesIT {
    @Test
    @Scenario("S8")
    void every_node_is_ready(Cluster cluster) {
        Waits.untilAsserted("every node is ready", () -> NodeList.isReady(cluster));
    }
}
