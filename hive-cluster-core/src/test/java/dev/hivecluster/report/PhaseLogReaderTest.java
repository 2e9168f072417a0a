package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.model.ClusterName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhaseLogReaderTest {
    @TempDir
    Path clusters;

    private final TestTime time = new TestTime();
    private ClusterDirectory directory;

    @BeforeEach
    void place() {
        directory = new ClusterDirectory(clusters, new ClusterName("demo"));
    }

    @Test
    void the_log_of_a_phase_tells_everything_with_its_time() {
        try (EventStream events = stream()) {
            Activity phase = events.start("configure");
            Activity join = phase.start("join", "demo-2");
            join.progress("waiting for demo-1");
            time.advance(Duration.ofMillis(340));
            join.output(Event.Channel.STDOUT, "\u001B[32mjoined\u001B[0m");
            join.output(Event.Channel.STDERR, "slow disk");
            join.warning("the clock is off by 3 s");
            join.failed(new IOException("exit status 1\ntry again"));
            phase.start("join", "demo-3").cancelled("demo-2 failed");
            phase.start("install").skipped();
            phase.start("tidy up").succeeded();
        }

        assertThat(directory.logs().resolve("configure.log")).hasContent("""
                2026-11-24T10:00:00.000Z configure: started
                2026-11-24T10:00:00.000Z configure: join demo-2: started
                2026-11-24T10:00:00.000Z configure: join demo-2: waiting for demo-1
                2026-11-24T10:00:00.340Z configure: join demo-2 | joined
                2026-11-24T10:00:00.340Z configure: join demo-2 ! slow disk
                2026-11-24T10:00:00.340Z configure: join demo-2: WARNING: the clock is off by 3 s
                2026-11-24T10:00:00.340Z configure: join demo-2: FAILED after 340ms: IOException: exit status 1
                    try again
                2026-11-24T10:00:00.340Z configure: join demo-3: started
                2026-11-24T10:00:00.340Z configure: join demo-3: stopped after 0ms: Cancelled: demo-2 failed
                2026-11-24T10:00:00.340Z configure: install: started
                2026-11-24T10:00:00.340Z configure: install: nothing to do
                2026-11-24T10:00:00.340Z configure: tidy up: started
                2026-11-24T10:00:00.340Z configure: tidy up: done in 0ms
                """);
    }

    @Test
    void the_log_of_a_node_holds_what_was_done_on_it_in_all_phases() {
        try (EventStream events = stream()) {
            Activity up = events.start("up");
            up.start("boot", "demo-2");
            up.start("boot", "demo-1");
            events.start("configure").start("join", "demo-2");
        }

        assertThat(directory.logs().resolve("nodes/demo-2.log")).hasContent("""
                2026-11-24T10:00:00.000Z up: boot demo-2: started
                2026-11-24T10:00:00.000Z configure: join demo-2: started
                """);
        assertThat(directory.logs().resolve("nodes/demo-1.log")).content().contains("boot demo-1");
    }

    @Test
    void the_log_of_a_node_with_a_strange_name_stays_within_its_directory() {
        try (EventStream events = stream()) {
            events.start("up").start("boot", "../../escaped");
        }

        assertThat(directory.logs().resolve("nodes/_._.._escaped.log")).exists();
    }

    private EventStream stream() {
        return new EventStream(time, List.of(new PhaseLogReader(directory)));
    }
}
