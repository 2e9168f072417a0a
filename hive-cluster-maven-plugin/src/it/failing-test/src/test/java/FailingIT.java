import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.model.Inventory;
import org.junit.jupiter.api.Test;

@HiveCluster(nodes = 1)
class FailingIT {
    @Test
    void expects_more_nodes_than_there_are(Inventory inventory) {
        assertEquals(7, inventory.nodes().size());
    }
}
