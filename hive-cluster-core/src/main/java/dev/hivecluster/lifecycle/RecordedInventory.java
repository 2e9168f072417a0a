package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import java.io.IOException;
import java.util.Optional;

/** The inventory of a cluster whose machines were made: of those that are recorded, and of no others. */
final class RecordedInventory {
    private RecordedInventory() {}

    /**
     * What the directory holds.
     *
     * @throws ClusterStateException if it is another cluster's, or has another number of nodes than were made
     */
    static Optional<Inventory> of(ClusterRecord record, ClusterDirectory directory)
            throws ClusterStateException, IOException {
        Optional<Inventory> found = directory.inventory();
        if (found.isPresent() && !fits(found.get(), record)) {
            Inventory inventory = found.get();
            throw new ClusterStateException(
                    "%s lists %s, but %s records %s. Restore it, or destroy the cluster and make it anew: %s, then up"
                            .formatted(
                                    directory.inventoryFile(),
                                    nodes(inventory.nodes().size(), inventory.clusterName()),
                                    directory.recordFile(),
                                    nodes(record.spec().nodes(), record.name()),
                                    GoalCommand.of(directory, "down")));
        }
        return found;
    }

    private static boolean fits(Inventory inventory, ClusterRecord record) {
        return inventory.clusterName().equals(record.name())
                && inventory.nodes().size() == record.spec().nodes();
    }

    private static String nodes(int count, ClusterName cluster) {
        return "%d node%s of cluster %s".formatted(count, count == 1 ? "" : "s", cluster);
    }
}
