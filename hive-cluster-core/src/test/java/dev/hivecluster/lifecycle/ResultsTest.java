package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What earlier tests left goes; what the phases write stays. */
class ResultsTest {
    @TempDir
    Path clusters;

    @Test
    void the_report_of_the_lifecycle_is_left_even_while_it_is_written() throws Exception {
        ClusterDirectory directory = new ClusterDirectory(clusters, new ClusterName("demo"));
        Path results = Files.createDirectories(directory.testResults());
        Files.writeString(results.resolve("TEST-it.OldIT.xml"), "old");
        Path report = Files.writeString(results.resolve("TEST-hive-cluster-lifecycle.xml"), "phases");
        Path beingWritten = Files.writeString(results.resolve(".TEST-hive-cluster-lifecycle.xml.1.tmp"), "phases");

        Results.clear(directory);

        assertThat(results).isDirectoryContaining(report::equals).isDirectoryContaining(beingWritten::equals);
        assertThat(results.resolve("TEST-it.OldIT.xml")).doesNotExist();
    }
}
