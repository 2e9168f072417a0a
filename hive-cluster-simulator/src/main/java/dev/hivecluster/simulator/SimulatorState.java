package dev.hivecluster.simulator;

import java.net.URI;
import java.time.Instant;

/**
 * How the simulator's process is reached: {@code deployer/simulator.json}, written by the process.
 *
 * @param recordId the id of the record of the cluster that it simulates
 * @param pid its process id
 * @param startedAt when it started
 * @param control where its control channel listens
 * @param token what the control channel asks for
 */
record SimulatorState(String recordId, long pid, Instant startedAt, URI control, String token) {
    @Override
    public String toString() {
        return "process %d at %s".formatted(pid, control);
    }
}
