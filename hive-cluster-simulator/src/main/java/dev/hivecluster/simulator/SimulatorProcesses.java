package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the background processes of clusters by their command lines, whatever became of their files. */
final class SimulatorProcesses {
    /** The system property that tells a process its record, and tells us the process. */
    static final String RECORD = "hive.simulator.record";

    /** What each kind of process is, by its main class. */
    private static final Map<String, String> NOUNS =
            Map.of(SimulatorMain.class.getName(), "simulator", FakeProxmoxMain.class.getName(), FakeProxmoxFiles.NOUN);

    private SimulatorProcesses() {}

    /** The argument by which a cluster's process is found. */
    static String mark(String recordId) {
        return "-D%s=%s".formatted(RECORD, recordId);
    }

    /** All processes that simulate clusters. */
    static List<Simulator> all() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> simulator(process).stream())
                .toList();
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

    /** What a process simulates: its command line is the launcher's, with the record first and the directory last. */
    private static Optional<Simulator> simulator(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        int main = arguments.length - 2;
        if (main < 1 || !NOUNS.containsKey(arguments[main]) || !arguments[0].startsWith(mark(""))) {
            return Optional.empty();
        }
        String noun = NOUNS.getOrDefault(arguments[main], "");
        String recordId = arguments[0].substring(mark("").length());
        try {
            return Optional.of(new Simulator(process, noun, recordId, BackgroundMain.directory(arguments[main + 1])));
        } catch (InvalidSettingException | InvalidPathException noDirectoryOfACluster) {
            return Optional.empty();
        }
    }

    /**
     * A process that simulates the cluster of a directory, or what the cluster is made on.
     *
     * @param noun what it is, for people
     */
    record Simulator(ProcessHandle process, String noun, String recordId, ClusterDirectory directory) {
        /** Whether it runs as this user, and the same paths lead to the same files for it as for us. */
        boolean isOurs() {
            return process.info().user().equals(ProcessHandle.current().info().user())
                    && namespace(process).equals(namespace(ProcessHandle.current()));
        }

        /** The mount namespace; none where the system has no such thing. */
        private static String namespace(ProcessHandle process) {
            Path link = Path.of("/proc", Long.toString(process.pid()), "ns/mnt");
            try {
                return Files.readSymbolicLink(link).toString();
            } catch (NoSuchFileException withoutNamespaces) {
                return "";
            } catch (IOException hidden) {
                return link.toString();
            }
        }
    }
}
