package it;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;

/** No integration test by its name: it is red where it is asked for. */
@HiveCluster(nodes = 1)
class Nameless {
    @Test
    void which_one_is_meant_nobody_knows(Cluster cluster) {}
}
