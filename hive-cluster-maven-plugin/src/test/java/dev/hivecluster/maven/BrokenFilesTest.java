package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.exception.DefaultExceptionHandler;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads at the end of a build that met a broken file of a cluster. */
class BrokenFilesTest {
    private static final ClusterName DEMO = new ClusterName("demo");
    private static final Owner OWNER = Owner.current("a build");

    @TempDir
    Path clusters;

    @Test
    void a_broken_inventory_is_told_with_what_to_do_and_nothing_of_the_parser() throws IOException {
        ClusterDirectory directory = new ClusterDirectory(clusters, DEMO);
        directory.write(new ClusterRecord(
                ClusterRecord.VERSION,
                "record",
                ClusterSettings.of(Map.of("hive.cluster", "demo"))
                        .resolve(Optional.empty(), "fake", Set.of("hive.fake.")),
                Phase.PROVISIONED,
                Optional.empty(),
                OWNER,
                false,
                Optional.empty(),
                Instant.now()));
        Files.writeString(directory.inventoryFile(), "{\"cluster_name\": \"demo\",\n \"nodes\": []}");

        assertThat(shown())
                .isEqualTo(
                        "%s is broken: ssh_user is missing (line 2). Restore it, or destroy the cluster and make it anew: %s, then up",
                        directory.inventoryFile(), GoalCommand.of(directory, "down"));
    }

    @Test
    void a_broken_record_is_told_with_what_to_do_and_nothing_of_the_parser() throws IOException {
        ClusterDirectory directory = new ClusterDirectory(clusters, DEMO);
        Files.createDirectories(directory.path());
        Files.writeString(directory.recordFile(), "{\"version\": 1");

        assertThat(shown())
                .isEqualTo(
                        "%s is broken: it is cut off (line 1); nothing was changed. Restore it, or destroy what it stood for and remove %s",
                        directory.recordFile(), directory.path());
    }

    /** What Maven prints of a goal that configures: the message, and of its causes what the message does not say yet. */
    private String shown() {
        Throwable failure = catchThrowable(new Configuring(clusters)::execute);
        assertThat(failure).isInstanceOf(MojoExecutionException.class);
        return new DefaultExceptionHandler().handleException(failure).getMessage();
    }

    private static final class Configuring extends HiveMojo {
        private final Path clusters;

        private Configuring(Path clusters) {
            this.clusters = clusters;
        }

        @Override
        void run() throws LifecycleException, InterruptedException {
            try (EventStream events = new EventStream(Clock.systemUTC(), List.of())) {
                HiveClusters.in(clusters, HiveMojo.class.getClassLoader())
                        .lifecycle()
                        .configure(DEMO, OWNER, false, Duration.ofMinutes(1), events);
            }
        }
    }
}
