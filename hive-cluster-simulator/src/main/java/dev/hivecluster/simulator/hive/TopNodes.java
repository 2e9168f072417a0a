package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.service.NodeReport;
import dev.hivecluster.simulator.service.NodeReport.TypeCapacity;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code hive top nodes} (hive contract, section 5). */
@Command(description = "Show what nodes use, and what instances there is room for")
final class TopNodes extends HiveCommands.Asking {
    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        Collector answers = Collector.collect(session, timeout());
        Map<String, String[]> rows = new TreeMap<>();
        answers.config()
                .ifPresent(config -> config.nodes()
                        .forEach(node -> rows.put(node.name(), new String[] {node.name(), "-", "-", "-"})));
        answers.reports().forEach((name, report) -> rows.put(name, used(report)));
        Table nodes = new Table("NAME", "CPU (used/total)", "MEM (used/total)", "VMs");
        rows.values().forEach(nodes::row);
        session.invocation().print(nodes.text(session.hasColours()));
        if (!answers.reports().isEmpty()) {
            session.invocation().print("\n" + types(answers).text(session.hasColours()));
        }
        return 0;
    }

    private static String[] used(NodeReport report) {
        return new String[] {
            report.node(),
            report.usedCpus() + "/" + report.totalCpus(),
            Quantities.memory(report.usedMemoryMib()) + "/" + Quantities.memory(report.totalMemoryMib()),
            Integer.toString(report.usedBy())
        };
    }

    /** What there is room for on all nodes together. */
    private static Table types(Collector answers) {
        Map<String, TypeCapacity> sums = new TreeMap<>();
        for (NodeReport report : answers.reports().values()) {
            for (TypeCapacity type : report.instanceTypes()) {
                sums.merge(
                        type.name(),
                        type,
                        (one, other) -> new TypeCapacity(
                                one.name(), one.available() + other.available(), one.cpus(), one.memoryMib()));
            }
        }
        Table table = new Table("INSTANCE TYPE", "AVAILABLE", "VCPU", "MEMORY");
        sums.values()
                .forEach(type -> table.row(
                        type.name(),
                        Integer.toString(type.available()),
                        Integer.toString(type.cpus()),
                        Quantities.memory(type.memoryMib())));
        return table;
    }
}
