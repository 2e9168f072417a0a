package dev.hivecluster.simulator.control;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the simulator's process is to simulate.
 *
 * @param recordId the id of the record of the cluster, which the machines carry
 * @param clusterName the cluster's name
 * @param nodes how many machines
 * @param cpuCores processors of each
 * @param memoryMb memory of each, in MiB
 * @param bootTime how long a machine takes from power on until its boot has ended
 * @param timeScale what takes a real Hive one second takes this one so many
 * @param mapped whether the machines share 127.0.0.1, even where each could have an address of its own
 */
public record SimulatorPlan(
        String recordId,
        ClusterName clusterName,
        int nodes,
        int cpuCores,
        int memoryMb,
        Duration bootTime,
        double timeScale,
        boolean mapped) {
    public SimulatorPlan withNodes(int changed) {
        return new SimulatorPlan(recordId, clusterName, changed, cpuCores, memoryMb, bootTime, timeScale, mapped);
    }

    /** What would have to change to make this the wanted plan, for people; empty if nothing. */
    public List<String> changesTo(SimulatorPlan wanted) {
        List<String> changes = new ArrayList<>();
        change(changes, "nodes", nodes, wanted.nodes);
        change(changes, "processors", cpuCores, wanted.cpuCores);
        change(changes, "memory in MiB", memoryMb, wanted.memoryMb);
        change(changes, "boot time", Durations.text(bootTime), Durations.text(wanted.bootTime));
        change(changes, "time scale", timeScale, wanted.timeScale);
        change(changes, "mapped addresses", mapped, wanted.mapped);
        return changes;
    }

    private static void change(List<String> changes, String what, Object from, Object to) {
        if (!from.equals(to)) {
            changes.add("%s from %s to %s".formatted(what, from, to));
        }
    }
}
