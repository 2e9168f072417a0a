package dev.hivecluster.simulator;

import dev.hivecluster.model.Node;
import dev.hivecluster.simulator.control.SimulatorPlan;

/** Machines that have power and an address, and nothing that listens there yet. */
record NodeFactory(SimulatorFiles files) implements MachineFactory {
    @Override
    public SimulatedMachine make(SimulatorPlan plan, Node node) {
        return new SimulatedMachine() {
            private boolean on;

            @Override
            public void powerOn() {
                on = true;
            }

            @Override
            public void powerOff() {
                on = false;
            }

            @Override
            public boolean isOn() {
                return on;
            }

            @Override
            public void close() {
                on = false;
            }
        };
    }
}
