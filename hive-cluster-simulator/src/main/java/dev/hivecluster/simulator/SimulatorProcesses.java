package dev.hivecluster.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds simulators' processes by their command lines, whatever became of their files. */
final class SimulatorProcesses {
    /** The system property that tells a process its record, and tells us the process. */
    static final String RECORD = "hive.simulator.record";

    private SimulatorProcesses() {}

    /** The argument by which a cluster's process is found. */
    static String mark(String recordId) {
        return "-D%s=%s".formatted(RECORD, recordId);
    }

    /** The processes that simulate the cluster with this record; more than one only if something went wrong. */
    static List<ProcessHandle> of(String recordId) {
        return ProcessHandle.allProcesses()
                .filter(process -> simulates(process, recordId))
                .toList();
    }

    /** Whether a process runs and simulates the cluster with this record. One that waits to be reaped does not run. */
    static boolean simulates(ProcessHandle process, String recordId) {
        Optional<String[]> arguments = process.info().arguments();
        return process.isAlive()
                && arguments
                        .filter(all -> Arrays.asList(all).contains(mark(recordId)))
                        .isPresent();
    }
}
