package dev.hivecluster.maven;

import dev.hivecluster.configure.NodeHealth;
import dev.hivecluster.configure.ServiceHealth;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.lifecycle.ClusterStatus;
import dev.hivecluster.model.Durations;
import dev.hivecluster.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster's status for people. */
final class StatusTable {
    private static final List<String> HEADER =
            List.of("node", "ssh", "data", "machine", "gateway", "storage", "daemon", "nats", "ready");

    private StatusTable() {}

    /** The lines, the summary first. */
    static List<String> lines(ClusterStatus status) {
        ClusterRecord record = status.record();
        List<String> lines = new ArrayList<>();
        lines.add(
                "cluster %s: %s, %s".formatted(record.name(), record.phase(), status.ready() ? "ready" : "not ready"));
        lines.add("  deployer   %s, %d nodes asked for"
                .formatted(record.spec().deployer(), record.spec().nodes()));
        lines.add("  directory  " + status.directory());
        lines.add("  age        " + Durations.text(status.age()));
        lines.add("  owner      %s, %s".formatted(record.owner(), status.ownerAlive() ? "alive" : "gone"));
        lines.add("  kept       %s".formatted(record.kept() ? "yes" : "no, it ends with its owner"));
        lines.add("  expires    " + record.expiresAt().map(Object::toString).orElse("never"));
        record.attempt()
                .ifPresent(attempt -> lines.add("  attempted  %s at %s%s"
                        .formatted(
                                attempt.phase(),
                                attempt.startedAt(),
                                attempt.error().map(error -> ": " + error).orElse(", not completed"))));
        if (!status.nodes().isEmpty()) {
            lines.addAll(table(status));
        }
        return lines;
    }

    private static List<String> table(ClusterStatus status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        Map<String, List<String>> troubles = new LinkedHashMap<>();
        for (ClusterStatus.NodeStatus nodeStatus : status.nodes()) {
            Node node = nodeStatus.node();
            NodeHealth health = nodeStatus.health();
            List<ServiceHealth> services =
                    List.of(health.gateway(), health.storage(), health.daemon(), health.nats(), health.ready());
            List<String> row = new ArrayList<>(List.of(
                    node.name(),
                    node.management() + ":" + node.sshPort(),
                    node.data(),
                    StatusDocument.power(nodeStatus.machine())));
            for (int i = 0; i < services.size(); i++) {
                row.add(services.get(i).ok() ? "ok" : "no");
                if (!services.get(i).ok()) {
                    troubles.computeIfAbsent(services.get(i).seen(), seen -> new ArrayList<>())
                            .add(node.name() + " " + HEADER.get(HEADER.size() - services.size() + i));
                }
            }
            rows.add(row);
        }
        List<String> lines = new ArrayList<>(aligned(rows));
        troubles.forEach((seen, where) -> lines.add("%s: %s".formatted(seen, String.join(", ", where))));
        return lines;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        line.append(row.get(i))
                                .append(" ".repeat(widths[i] - row.get(i).length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }
}
