package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.model.ClusterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a real build left behind: its log, its clusters, and what may still run. */
public final class Traces {
    private final Path root;

    /** @param root the root of the build, with {@code build.log} and {@code clusters} */
    public Traces(Path root) {
        this.root = root;
    }

    /** The cluster was made, and nothing of it is left but what a person reads. */
    public void destroyed(String name) throws IOException {
        ClusterDirectory cluster = cluster(name);
        assertThat(cluster.record()).as("record of " + name).hasValueSatisfying(record -> {
            assertThat(record.phase()).isEqualTo(Phase.DESTROYED);
            assertThat(processes(record)).as("processes of " + name).isEmpty();
        });
        assertThat(cluster.ssh()).doesNotExist();
        assertThat(cluster.hive()).doesNotExist();
        assertThat(cluster.deployer()).doesNotExist();
        assertThat(cluster.inventoryFile()).doesNotExist();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(file -> file.toString().contains("hive-clusters/")))
                    .as("pointers to destroyed clusters")
                    .isEmpty();
        }
    }

    /** The processes that carry the record's id on their command line. */
    static List<String> processes(ClusterRecord record) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(record.id()))
                .toList();
    }

    /** These are in the cluster's results. */
    public void results(String name, String... files) {
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(cluster(name).testResults().resolve(file)).isNotEmptyFile());
    }

    /** There is no such file. */
    public void absent(String file) {
        assertThat(root.resolve(file)).doesNotExist();
    }

    /** The log has all of these. */
    public void log(String... texts) throws IOException {
        assertThat(log()).contains(texts);
    }

    /** The log has none of these. */
    public void logNot(String... texts) throws IOException {
        assertThat(log()).doesNotContain(texts);
    }

    /** So many lines of the log have this. */
    public void logTimes(int times, String text) throws IOException {
        assertThat(log().lines().filter(line -> line.contains(text)))
                .as("lines with " + text)
                .hasSize(times);
    }

    ClusterDirectory cluster(String name) {
        return new ClusterDirectory(root.resolve("clusters"), new ClusterName(name));
    }

    private String log() throws IOException {
        return Files.readString(root.resolve("build.log"));
    }
}
