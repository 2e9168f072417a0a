package it;

import dev.hivecluster.junit.HiveCluster;
import org.junit.jupiter.api.Test;

/** Makes a cluster of its own, since the build makes none. */
@HiveCluster(nodes = 1)
class FirstIT {
    @Test
    void passes() {}
}
