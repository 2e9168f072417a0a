package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.LifecycleRecord.StepRecord;
import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import org.junit.jupiter.api.Test;

/** What of the formation needs a third node (hive contract, sections 1.2 and 2.3). */
@HiveCluster(nodes = 3)
class ConcurrentJoinsIT {
    @Test
    @Scenario("M8")
    void the_other_nodes_join_at_the_same_time(Cluster cluster, @NodeIndex(2) Node second) throws Exception {
        LifecycleRecord record = LifecycleRecord.of(cluster);
        StepRecord join = record.step("join", second);
        for (Node node : cluster.nodes().subList(2, cluster.nodes().size())) {
            StepRecord other = record.step("join", node);
            assertThat(other.outcome()).as("the join of %s", node).isEqualTo(Outcome.SUCCEEDED);
            assertThat(other.overlaps(join))
                    .as("%s joined while %s did", node, second)
                    .isTrue();
            assertThat(other.overlaps(record.step("init", cluster.node(1))))
                    .as("%s joined while init waited", node)
                    .isTrue();
        }
    }
}
