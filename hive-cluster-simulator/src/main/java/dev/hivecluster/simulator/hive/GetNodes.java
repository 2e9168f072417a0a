package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import dev.hivecluster.simulator.service.NodeReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code hive get nodes} (hive contract, section 5). */
@Command(description = "Show the nodes of the cluster")
final class GetNodes extends HiveCommands.Asking {
    private static final List<String> ALL_SERVICES =
            List.of("nats", "predastore", "viperblock", "daemon", "awsgw", "ui");

    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        Collector answers = Collector.collect(session, timeout());
        Map<String, String[]> rows = new TreeMap<>();
        answers.config().ifPresent(config -> config.nodes().forEach(node -> rows.put(node.name(), silent(node))));
        answers.reports().forEach((name, report) -> rows.put(name, ready(report)));
        Table table = new Table("NAME", "STATUS", "IP", "REGION", "AZ", "UPTIME", "VMs", "SERVICES");
        rows.values().forEach(table::row);
        session.invocation().print(table.text(session.hasColours()));
        return 0;
    }

    private static String[] ready(NodeReport report) {
        return new String[] {
            report.node(),
            "Ready",
            report.host(),
            report.region(),
            report.availabilityZone(),
            Quantities.time(report.uptime()),
            Integer.toString(report.usedBy()),
            String.join(",", report.services())
        };
    }

    /** A configured node that did not answer. */
    private static String[] silent(ConfiguredNode node) {
        return new String[] {
            node.name(),
            "NotReady",
            node.host(),
            node.region(),
            node.availabilityZone(),
            "-",
            "-",
            String.join(",", node.services().isEmpty() ? ALL_SERVICES : node.services())
        };
    }
}
