package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;

@HiveCluster(name = "second", nodes = 2)
class SecondIT {
    @Test
    void finds_the_cluster_that_it_names(Cluster cluster) {
        assertEquals("second", cluster.name().value());
        assertEquals(2, cluster.inventory().nodes().size());
    }
}
