package dev.hivecluster.simulator.control;

import dev.hivecluster.model.Node;
import java.util.List;

/**
 * What the simulator's process simulates now.
 *
 * @param plan what it was asked for
 * @param machines its machines, by index
 * @param note what people should know of how it simulates them; empty for nothing
 */
public record SimulatorStatus(SimulatorPlan plan, List<MachineStatus> machines, String note) {
    public SimulatorStatus {
        machines = List.copyOf(machines);
    }

    public List<Node> nodes() {
        return machines.stream().map(MachineStatus::node).toList();
    }
}
