package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveConsoleReaderTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final TestTime time = new TestTime();
    private final Screen screen = new Screen();
    private EventStream events = stream(60, NEVER);

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void it_shows_for_each_node_what_it_does_for_how_long_and_how_far_it_is() {
        Activity phase = events.start("configure");
        phase.start("init", "demo-1");
        time.advance(Duration.ofSeconds(9));
        Activity join = phase.start("join", "demo-2");
        Activity connect = join.start("connect");
        time.advance(Duration.ofSeconds(3));
        connect.progress("second try");

        assertThat(screen.lines())
                .containsExactly(
                        "configure: started",
                        "configure  12s",
                        "  demo-1  init  12s",
                        "  demo-2  connect  3s  second try");
    }

    @Test
    void lines_that_stay_are_written_above_the_rows() {
        Activity phase = events.start("configure");
        Activity join = phase.start("join", "demo-2");
        phase.start("join", "demo-3");
        join.failed(new IOException("no route"));

        assertThat(screen.lines())
                .containsExactly(
                        "configure: started",
                        "configure: join demo-2: failed after 0ms: no route",
                        "configure  0ms",
                        "  demo-3  join  0ms");
    }

    @Test
    void at_the_end_only_the_lines_stay() {
        Activity phase = events.start("up");
        phase.start("boot", "demo-1").succeeded();
        phase.succeeded();

        assertThat(screen.lines()).containsExactly("up: started", "up: boot demo-1 (0ms)", "up: done in 0ms");
    }

    @Test
    void work_that_is_cut_short_leaves_no_rows_behind() {
        events.start("up").start("boot", "demo-1");
        events.close();

        assertThat(screen.lines()).containsExactly("up: started");
    }

    @Test
    void no_row_is_wider_than_the_terminal_and_there_are_never_more_than_twelve() {
        events.close();
        events = stream(30, NEVER);
        Activity phase = events.start("configure");
        for (int node = 1; node <= 20; node++) {
            phase.start("a step with a long name", "demo-" + node).progress("line one\nline two");
        }

        List<String> lines = screen.lines();
        assertThat(lines).hasSize(13).endsWith("  and 10 more");
        assertThat(lines.get(2)).hasSize(29).endsWith("…");
    }

    @Test
    void the_times_go_on_by_themselves() {
        events.close();
        events = stream(60, Duration.ofMillis(1));
        events.start("up");
        time.advance(Duration.ofSeconds(7));

        await().untilAsserted(() -> assertThat(screen.lines()).endsWith("up  7s"));
    }

    @Test
    void its_thread_ends_when_it_is_closed() {
        assertThat(liveThreads()).isTrue();

        events.close();

        assertThat(liveThreads()).isFalse();
    }

    private EventStream stream(int columns, Duration redrawEvery) {
        return new EventStream(
                time,
                List.of(new LiveConsoleReader(
                        line -> screen.write(line.text() + "\n"), screen::write, columns, time, redrawEvery)));
    }

    private static boolean liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("hive-cluster-live-console"));
    }

    /** A terminal that knows the sequences that are used: up, and erase to the end. */
    private static final class Screen {
        private final StringBuilder text = new StringBuilder();

        synchronized void write(String written) {
            if (!written.startsWith("\r\u001B[")) {
                text.append(written);
                return;
            }
            assertThat(written).matches("\r\u001B\\[\\d+A\u001B\\[J");
            int up = Integer.parseInt(written.substring(3, written.indexOf('A')));
            for (int i = 0; i < up; i++) {
                text.setLength(text.lastIndexOf("\n", text.length() - 2) + 1);
            }
        }

        synchronized List<String> lines() {
            return text.toString().lines().toList();
        }
    }
}
