package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.service.NodeReport;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code hive get vms} (hive contract, section 5). */
@Command(description = "Show the instances on all nodes")
final class GetVms extends HiveCommands.Asking {
    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        Collector answers = Collector.collect(session, timeout());
        if (answers.reports().values().stream().allMatch(report -> report.vms().isEmpty())) {
            session.out("No VMs found.");
            return 0;
        }
        Table table = new Table("INSTANCE", "STATUS", "TYPE", "VCPU", "MEM", "NODE", "IP", "AGE");
        for (NodeReport report : answers.reports().values()) {
            List<NodeReport.Vm> sorted = report.vms().stream()
                    .sorted(Comparator.comparing(NodeReport.Vm::instanceId))
                    .toList();
            for (NodeReport.Vm vm : sorted) {
                table.row(
                        vm.instanceId(),
                        vm.status(),
                        vm.type(),
                        Integer.toString(vm.cpus()),
                        Quantities.memory(vm.memoryMib()),
                        report.node(),
                        report.host(),
                        Quantities.time(vm.age()));
            }
        }
        session.invocation().print(table.text(session.hasColours()));
        return 0;
    }
}
