package dev.hivecluster.simulator;

import dev.hivecluster.model.Node;
import dev.hivecluster.simulator.control.SimulatorPlan;
import java.io.IOException;

/** Makes the machines of a cluster. */
interface MachineFactory {
    /**
     * A machine that is off.
     *
     * @param plan sizes and speeds
     * @param node what it is called and where it is
     */
    SimulatedMachine make(SimulatorPlan plan, Node node) throws IOException;
}
