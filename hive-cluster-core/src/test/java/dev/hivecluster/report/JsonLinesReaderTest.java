package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesReaderTest {
    @TempDir
    Path clusters;

    private final TestTime time = new TestTime();
    private ClusterDirectory directory;
    private Path file;

    @BeforeEach
    void place() {
        directory = new ClusterDirectory(clusters, new ClusterName("demo"));
        file = directory.logs().resolve("lifecycle.jsonl");
    }

    @Test
    void every_event_is_a_json_object_on_a_line_of_its_own() throws IOException {
        try (EventStream events = stream()) {
            Activity phase = events.start("configure");
            Activity join = phase.start("join", "demo-2");
            join.output(Event.Channel.STDERR, "two\nlines and \u001B[1mbold\u001B[0m");
            time.advance(Duration.ofMillis(340));
            join.failed(new IOException("exit status 1"));
        }

        List<JsonNode> lines = lines();
        assertThat(lines)
                .extracting(line -> line.path("event").asString())
                .containsExactly("started", "started", "output", "finished");
        assertThat(lines.get(1).path("scope").path("phase").asString()).isEqualTo("configure");
        assertThat(lines.get(1).path("scope").path("node").asString()).isEqualTo("demo-2");
        assertThat(lines.get(1).path("time").asString()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(lines.get(3).path("outcome").asString()).isEqualTo("FAILED");
        assertThat(lines.get(3).path("elapsed").asString()).isEqualTo("PT0.34S");
        assertThat(lines.get(3).path("failure").path("message").asString()).isEqualTo("exit status 1");
    }

    @Test
    void a_program_reads_the_events_as_they_happened() throws IOException {
        List<Event> heard = new ArrayList<>();
        try (EventStream events =
                new EventStream(time, List.of(heard::add, new JsonLinesReader(directory, Owner.current("a run"))))) {
            Activity phase = events.start("configure");
            phase.progress("half way");
            phase.warning("slow");
            Activity join = phase.start("join", "demo-2");
            join.output(Event.Channel.STDOUT, "joined");
            time.advance(Duration.ofNanos(1_234_567_891));
            join.cancelled("demo-3 failed");
            phase.skipped();
        }

        List<Event> read = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            read.add(Json.parse("a line", line, Event.class));
        }
        assertThat(read).isEqualTo(heard).hasSize(7);
    }

    @Test
    void every_line_tells_the_run_the_stream_of_the_ids_and_the_record() throws IOException {
        try (EventStream events = stream()) {
            events.start("up").succeeded();
            record("first");
            events.start("configure").succeeded();
        }
        record("second");
        try (EventStream events = stream()) {
            events.start("down").succeeded();
        }

        List<JsonNode> lines = lines();
        assertThat(lines).extracting(line -> line.path("run").asString()).containsOnly("a run");
        assertThat(lines)
                .extracting(line -> line.path("record").asString(""))
                .containsExactly("", "", "first", "first", "second", "second");
        assertThat(lines)
                .extracting(line -> line.path("stream").asString()
                        + line.path("scope").path("id").asLong())
                .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(3));
    }

    @Test
    void an_event_is_on_disk_as_soon_as_it_happened() throws IOException {
        try (EventStream events = stream()) {
            events.start("up");

            assertThat(lines()).hasSize(1);
        }
    }

    @Test
    void nothing_is_made_before_the_first_event() {
        stream().close();

        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void a_later_phase_is_appended_also_after_a_line_that_a_crash_cut_off() throws IOException {
        try (EventStream events = stream()) {
            events.start("up").succeeded();
        }
        Files.writeString(file, Files.readString(file) + "{\"event\":\"star");
        try (EventStream events = stream()) {
            events.start("configure").succeeded();
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(2)).isEqualTo("{\"event\":\"star");
        assertThat(lines.get(3)).contains("configure");
    }

    @Test
    void an_interrupted_thread_writes_too() throws IOException {
        try (EventStream events = stream()) {
            Activity phase = events.start("up");
            Thread.currentThread().interrupt();
            phase.progress("stopping");
            assertThat(Thread.interrupted()).isTrue();
            phase.succeeded();
        }

        assertThat(lines()).hasSize(3);
    }

    @Test
    void when_it_cannot_write_the_work_goes_on_and_the_other_readers_hear_of_it_once() throws IOException {
        Files.createDirectories(directory.path());
        Files.writeString(directory.logs(), "a file where the directory should be");
        List<Event> heard = new ArrayList<>();
        try (EventStream events =
                new EventStream(time, List.of(heard::add, new JsonLinesReader(directory, Owner.current("a run"))))) {
            Activity phase = events.start("up");
            phase.progress("working");
            phase.succeeded();
        }

        assertThat(heard).hasSize(4);
        assertThat(heard.get(1))
                .isInstanceOfSatisfying(
                        Event.Warning.class,
                        warning -> assertThat(warning.message())
                                .contains("logs/lifecycle.jsonl is not written any further")
                                .contains(file.toString())
                                .contains("-Dhive.clustersDirectory"));
    }

    @Test
    void a_full_disk_does_not_break_the_work() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only where there is /dev/full");
        LogFile log = new LogFile(full);
        List<Event> heard = new ArrayList<>();
        EventReader reader = event -> log.append("x");
        try (EventStream events = new EventStream(time, List.of(heard::add, reader))) {
            events.start("up").succeeded();
        }

        assertThat(heard.get(1))
                .isInstanceOfSatisfying(
                        Event.Warning.class,
                        warning -> assertThat(warning.message())
                                .contains("/dev/full cannot be written")
                                .contains("No space left on device"));
        assertThat(heard).hasSize(3);
    }

    private void record(String id) throws IOException {
        directory.write(new ClusterRecord(
                ClusterRecord.VERSION,
                id,
                ClusterSettings.of(Map.of("hive.cluster", "demo"))
                        .resolve(Optional.empty(), "fake", Set.of("hive.fake.")),
                Phase.PROVISIONED,
                Optional.empty(),
                Owner.current("a run"),
                false,
                Optional.empty(),
                time.instant()));
    }

    private EventStream stream() {
        return new EventStream(time, List.of(new JsonLinesReader(directory, Owner.current("a run"))));
    }

    private List<JsonNode> lines() throws IOException {
        JsonMapper mapper = new JsonMapper();
        return Files.readAllLines(file).stream().map(mapper::readTree).toList();
    }
}
