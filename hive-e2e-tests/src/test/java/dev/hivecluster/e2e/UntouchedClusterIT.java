package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.remote.CommandResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds only while no instance was ever launched (hive contract, section 1.1, phase 1b): these run before all others,
 * in an execution of their own.
 */
@HiveCluster(nodes = 1)
@Tag("isolated")
class UntouchedClusterIT {
    @Test
    @Scenario("S9")
    void nothing_is_used_while_there_is_no_instance(Cluster cluster) {
        Waits.untilAsserted("all nodes report", () -> Capacity.of(cluster).isUnusedOn(cluster.nodes()));
    }

    @Test
    @Scenario("S10")
    void there_is_no_instance_at_first(Cluster cluster) throws Exception {
        CommandResult instances = new HiveCommand(cluster, cluster.node(1)).ask("get", "vms");
        assertThat(instances.status()).as("exit status: %s", instances).isZero();
        assertThat(instances.stdout()).isEqualToIgnoringWhitespace("No VMs found.");
    }
}
