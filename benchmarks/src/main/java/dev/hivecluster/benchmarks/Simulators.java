package dev.hivecluster.benchmarks;

import dev.hivecluster.lifecycle.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processes that simulate clusters. */
final class Simulators {
    private Simulators() {}

    /** The resident memory of the process that simulates a cluster, in MiB. */
    static long residentMib(Cluster cluster) throws IOException {
        String recordId = cluster.directory().recordId();
        Path process = ProcessHandle.allProcesses()
                .map(handle -> Path.of("/proc", Long.toString(handle.pid())))
                .filter(directory -> mentions(directory.resolve("cmdline"), recordId))
                .findFirst()
                .orElseThrow(() -> new IOException("no process of the simulator names record " + recordId));
        String kib = Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("[^0-9]", "");
        return Long.parseLong(kib) / 1024;
    }

    private static boolean mentions(Path commandLine, String recordId) {
        try {
            return Files.readString(commandLine).contains(recordId);
        } catch (IOException gone) {
            return false;
        }
    }
}
