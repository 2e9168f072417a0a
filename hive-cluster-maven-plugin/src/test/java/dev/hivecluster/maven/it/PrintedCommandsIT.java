package dev.hivecluster.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that messages print work as they stand there, in whatever directory a person types them. */
class PrintedCommandsIT {
    @TempDir
    Path temporary;

    @Test
    void a_kept_cluster_is_looked_at_and_destroyed_from_a_directory_without_a_pom() throws Exception {
        Path project = RealBuild.project("basic", temporary);
        try (RealBuild up = RealBuild.start(project, "hive-cluster:up", "hive-cluster:configure")) {
            assertThat(up.exitStatus()).isZero();
        }
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        ClusterDirectory cluster = new Traces(project).cluster("hive-e2e");

        run(elsewhere, printed(project, "look"));
        new Traces(elsewhere).log("cluster hive-e2e: CONFIGURED, ready");
        run(elsewhere, printed(project, "destroy"));

        assertThat(cluster.record().orElseThrow().phase()).isEqualTo(Phase.DESTROYED);
    }

    private static String printed(Path project, String purpose) throws IOException {
        Matcher command = Pattern.compile(purpose + ": +(mvn .+)").matcher(Files.readString(RealBuild.log(project)));
        assertThat(command.find()).as(purpose).isTrue();
        return command.group(1);
    }

    private static void run(Path directory, String script) throws IOException, InterruptedException {
        try (RealBuild run = RealBuild.script(directory, script)) {
            assertThat(run.exitStatus()).as(script).isZero();
        }
    }
}
