package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.remote.CommandResult;
import java.util.List;
import java.util.Map;

/** What {@code hive get vms} tells of a cluster (hive contract, section 5). */
record VmList(Table table) {
    static VmList of(Cluster cluster) throws Exception {
        CommandResult result = new HiveCommand(cluster, cluster.node(1)).ask("get", "vms");
        assertThat(result.status())
                .as("exit status of hive get vms: %s", result)
                .isZero();
        return new VmList(Table.startingWith("INSTANCE", result.stdout()));
    }

    /** The one row of an instance. */
    Map<String, String> get(String id) {
        List<Map<String, String>> rows = table.rows().stream()
                .filter(row -> id.equals(row.get("INSTANCE")))
                .toList();
        assertThat(rows).as("rows of %s in %s", id, table).hasSize(1);
        return rows.get(0);
    }
}
