package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;

@HiveCluster(name = "first", nodes = 1)
class FirstIT {
    @Test
    void finds_the_cluster_that_it_names(Cluster cluster) {
        assertEquals("first", cluster.name().value());
        assertEquals(1, cluster.inventory().nodes().size());
    }
}
