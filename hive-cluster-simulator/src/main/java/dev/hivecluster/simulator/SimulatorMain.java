package dev.hivecluster.simulator;

/** The simulator's process: {@code SimulatorMain <cluster directory>}. Its standard output is its log. */
public final class SimulatorMain {
    private SimulatorMain() {}

    /** Simulates the cluster until it is told to end, is ended by a signal, or is not needed any more. */
    public static void main(String[] arguments) {
        BackgroundMain.run(
                arguments,
                (directory, recordId, clock) -> new SimulatorService(new SimulatorFiles(directory), recordId, clock));
    }
}
