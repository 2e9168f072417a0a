package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;

@HiveCluster(nodes = 1)
class OneIT {
    @Test
    void finds_the_cluster_that_the_build_made(Cluster cluster) {
        assertEquals("mine", cluster.name().value());
        assertEquals(1, cluster.inventory().nodes().size());
    }
}
