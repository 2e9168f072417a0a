package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.CommandResult;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code hive top nodes} tells of a cluster (hive contract, section 5). */
final class Capacity {
    private static final String CPU = "CPU (used/total)";
    private static final String MEMORY = "MEM (used/total)";
    private static final String AVAILABLE = "AVAILABLE";
    private static final Pattern USED_OF_TOTAL = Pattern.compile("(\\d+)/(\\d+)");
    private static final Pattern MEMORY_OF_TOTAL = Pattern.compile("([\\d.]+)[MG]i/([\\d.]+)[MG]i");

    private final Table nodes;
    private final Table types;

    private Capacity(String output) {
        this.nodes = Table.startingWith("NAME", output);
        this.types = Table.startingWith("INSTANCE TYPE", output);
    }

    static Capacity of(Cluster cluster) throws Exception {
        CommandResult result = new HiveCommand(cluster, cluster.node(1)).ask("top", "nodes");
        assertThat(result.status())
                .as("exit status of hive top nodes: %s", result)
                .isZero();
        return new Capacity(result.stdout());
    }

    List<String> headingOfTypes() {
        return types.heading();
    }

    void hasProcessorsAndMemoryOn(List<Node> members) {
        assertThat(nodes.column("NAME")).containsExactlyInAnyOrderElementsOf(namesOf(members));
        for (Map<String, String> row : nodes.rows()) {
            Matcher cpus = matched(USED_OF_TOTAL, CPU, row);
            assertThat(Integer.parseInt(cpus.group(2)))
                    .as("processors in %s", row)
                    .isPositive();
            Matcher memory = matched(MEMORY_OF_TOTAL, MEMORY, row);
            assertThat(Double.parseDouble(memory.group(2)))
                    .as("memory in %s", row)
                    .isPositive();
        }
    }

    void isUnusedOn(List<Node> members) {
        assertThat(nodes.column("NAME")).containsExactlyInAnyOrderElementsOf(namesOf(members));
        for (Map<String, String> row : nodes.rows()) {
            assertThat(matched(USED_OF_TOTAL, CPU, row).group(1))
                    .as("processors used in %s", row)
                    .isEqualTo("0");
            assertThat(Double.parseDouble(matched(MEMORY_OF_TOTAL, MEMORY, row).group(1)))
                    .as("memory used in %s", row)
                    .isZero();
            assertThat(row).containsEntry("VMs", "0");
        }
    }

    void hasRoomForAnInstance() {
        assertThat(types.column(AVAILABLE))
                .as("how many instances of each type there is room for: %s", types.rows())
                .anyMatch(available -> Integer.parseInt(available) > 0);
    }

    private static List<String> namesOf(List<Node> members) {
        return members.stream().map(HiveCommand::nameOf).toList();
    }

    private static Matcher matched(Pattern pattern, String column, Map<String, String> row) {
        Matcher matcher = pattern.matcher(row.getOrDefault(column, ""));
        assertThat(matcher.matches()).as("%s is reported in %s", column, row).isTrue();
        return matcher;
    }
}
