package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.model.ClusterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    @TempDir
    Path clusters;

    private final List<Event> console = new ArrayList<>();
    private ClusterDirectory directory;

    @BeforeEach
    void place() {
        directory = new ClusterDirectory(clusters, new ClusterName("demo"));
    }

    @Test
    void one_run_is_told_on_the_console_and_kept_for_tools_for_people_and_for_ci() throws IOException {
        try (EventStream events = stream()) {
            Activity phase = events.start("configure");
            phase.start("join", "demo-2").succeeded();
            phase.succeeded();
        }

        assertThat(console).hasSize(4);
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "logs/lifecycle.jsonl",
                        "logs/configure.log",
                        "logs/nodes/demo-2.log",
                        "test-results/TEST-hive-cluster-lifecycle.xml");
    }

    @Test
    void nothing_that_is_kept_shows_a_secret() throws IOException {
        try (EventStream events = stream()) {
            Activity phase = events.start("configure");
            phase.hide("geheim/geheim+1");
            Activity init = phase.start("init", "demo-1");
            init.output(Event.Channel.STDOUT, "   Secret Key: wJalrXUtnFEMI");
            init.output(Event.Channel.STDOUT, "-----BEGIN PRIVATE KEY-----");
            init.output(Event.Channel.STDOUT, "wJalrXUtnFEMI");
            init.output(Event.Channel.STDOUT, "-----END PRIVATE KEY-----");
            init.progress("with geheim/geheim+1");
            init.warning("with geheim/geheim+1");
            init.failed(new IOException("with geheim/geheim+1 and nats_token=wJalrXUtnFEMI"));
            phase.failed(new IOException("with geheim/geheim+1"));
        }

        assertThat(files())
                .hasSize(4)
                .allSatisfy(file -> assertThat(directory.path().resolve(file))
                        .content()
                        .doesNotContain("geheim/geheim", "wJalrXUtnFEMI"));
    }

    @Test
    void a_directory_in_which_nothing_can_be_written_costs_warnings_but_not_the_work() throws IOException {
        Files.writeString(clusters.resolve("demo"), "a file where the cluster's directory should be");
        try (EventStream events = stream()) {
            Activity phase = events.start("up");
            phase.succeeded();
        }

        assertThat(console)
                .filteredOn(Event.Warning.class::isInstance)
                .extracting(event -> ((Event.Warning) event).message())
                .hasSize(3)
                .allMatch(message -> message.contains("is not written any further"));
        assertThat(console).last().isInstanceOf(Event.Finished.class);
    }

    private EventStream stream() {
        return new EventStream(new TestTime(), Readers.of(directory, Owner.current("a run"), console::add));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.path())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.path().relativize(file).toString())
                    .toList();
        }
    }
}
