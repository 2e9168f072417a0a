package dev.hivecluster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.TestTime;
import dev.hivecluster.report.ConsoleLine.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleReaderTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final TestTime time = new TestTime();
    private final List<ConsoleLine> lines = new CopyOnWriteArrayList<>();
    private EventStream events = streamTo(new ConsoleReader(lines::add, time, NEVER));

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void a_phase_has_a_line_when_it_starts_and_one_when_it_ends() {
        try (Activity phase = events.start("up")) {
            time.advance(Duration.ofMillis(2300));
            phase.succeeded();
        }

        assertThat(texts()).containsExactly("up: started", "up: done in 2.3s");
    }

    @Test
    void a_phase_that_had_nothing_to_do_says_so() {
        events.start("configure").skipped();

        assertThat(texts()).containsExactly("configure: started", "configure: nothing to do");
    }

    @Test
    void a_step_that_nodes_do_at_the_same_time_is_one_line_when_the_last_has_done_it() {
        Activity phase = events.start("configure");
        Activity second = phase.start("join", "hive-2");
        time.advance(Duration.ofMillis(100));
        Activity third = phase.start("join", "hive-3");
        time.advance(Duration.ofMillis(240));
        second.succeeded();
        assertThat(texts()).containsExactly("configure: started");

        third.succeeded();
        assertThat(texts()).endsWith("configure: join hive-2, hive-3 (340ms)");
    }

    @Test
    void many_nodes_are_counted_not_listed() {
        Activity phase = events.start("configure");
        List<Activity> joins = List.of(
                phase.start("join", "hive-2"),
                phase.start("join", "hive-3"),
                phase.start("join", "hive-4"),
                phase.start("join", "hive-5"));
        joins.forEach(Activity::succeeded);

        assertThat(texts()).endsWith("configure: join 4 nodes (0ms)");
    }

    @Test
    void a_step_without_a_node_is_named_alone() {
        events.start("up").start("make machines").succeeded();

        assertThat(texts()).endsWith("up: make machines (0ms)");
    }

    @Test
    void steps_that_were_not_needed_and_parts_of_steps_are_not_told() {
        Activity phase = events.start("configure");
        phase.start("install", "hive-1").skipped();
        Activity join = phase.start("join", "hive-2");
        join.start("connect").succeeded();
        join.output(Event.Channel.STDOUT, "a line of a command");

        assertThat(texts()).containsExactly("configure: started");
    }

    @Test
    void a_failure_is_told_once_where_it_happened() {
        IOException reason = new IOException("hive-2: connection refused");
        Activity phase = events.start("configure");
        Activity join = phase.start("join", "hive-2");
        Activity connect = join.start("connect");
        time.advance(Duration.ofSeconds(3));
        connect.failed(reason);
        join.failed(reason);
        phase.failed(reason);

        assertThat(lines)
                .containsExactly(
                        new ConsoleLine(Level.INFO, "configure: started"),
                        new ConsoleLine(
                                Level.ERROR, "configure: connect hive-2: failed after 3s: hive-2: connection refused"),
                        new ConsoleLine(Level.ERROR, "configure: failed after 3s"));
    }

    @Test
    void a_failure_that_says_more_further_out_is_told_again() {
        Activity phase = events.start("configure");
        phase.start("join", "hive-2").failed(new IOException("exit status 1"));
        phase.failed(new IOException("hive-2 cannot join: exit status 1; try again with mvn hive-cluster:configure"));

        assertThat(texts().get(2)).contains("try again with");
    }

    @Test
    void work_that_was_stopped_because_other_work_failed_is_a_warning() {
        Activity phase = events.start("configure");
        phase.start("join", "hive-3").cancelled("hive-2 failed");

        assertThat(lines)
                .endsWith(new ConsoleLine(Level.WARN, "configure: join hive-3: stopped after 0ms: hive-2 failed"));
    }

    @Test
    void nodes_that_went_well_are_told_beside_one_that_failed() {
        Activity phase = events.start("configure");
        Activity second = phase.start("join", "hive-2");
        Activity third = phase.start("join", "hive-3");
        third.failed(new IOException("no route"));
        second.succeeded();

        assertThat(texts())
                .endsWith("configure: join hive-3: failed after 0ms: no route", "configure: join hive-2 (0ms)");
    }

    @Test
    void warnings_are_told_with_the_work_that_they_belong_to() {
        events.start("up").start("make machines").warning("two nodes share no storage");

        assertThat(lines).endsWith(new ConsoleLine(Level.WARN, "up: make machines: two nodes share no storage"));
    }

    @Test
    void of_the_same_progress_on_several_nodes_one_word_is_told_every_five_seconds() {
        Activity phase = events.start("configure");
        Activity first = phase.start("boot", "hive-1");
        Activity second = phase.start("boot", "hive-2");
        first.progress("still waiting");
        second.progress("still waiting");
        time.advance(Duration.ofSeconds(5));
        second.progress("nearly there");

        assertThat(texts())
                .containsExactly(
                        "configure: started",
                        "configure: boot hive-1: still waiting",
                        "configure: boot hive-2: nearly there");
    }

    @Test
    void terminal_sequences_and_control_characters_of_a_message_do_not_reach_the_terminal() {
        events.start("up").progress("\u001B[31mred\u001B[0m \u001B]0;title\u0007bell\u0007");

        assertThat(texts()).endsWith("up: red bell\uFFFD");
    }

    @Test
    void after_nine_silent_seconds_it_says_what_is_running_and_for_how_long() {
        events.close();
        events = streamTo(new ConsoleReader(lines::add, time, Duration.ofMillis(1)));
        Activity phase = events.start("configure");
        time.advance(Duration.ofSeconds(2));
        phase.start("init", "hive-1");
        Activity second = phase.start("join", "hive-2");
        phase.start("join", "hive-3");
        second.start("connect");
        time.advance(Duration.ofMillis(6900));
        phase.progress("a word");

        time.advance(Duration.ofMillis(8900));
        assertThat(texts()).endsWith("configure: a word");

        time.advance(Duration.ofMillis(100));
        await().untilAsserted(() -> assertThat(texts())
                .endsWith("configure: running for 17s; init hive-1 (15s), join hive-3 (15s), connect hive-2 (15s)"));

        time.advance(Duration.ofSeconds(10));
        await().untilAsserted(() -> assertThat(texts()).hasSize(4));
    }

    @Test
    void when_no_work_is_under_way_it_is_silent() {
        ConsoleFormat format = new ConsoleFormat();

        assertThat(format.stillRunning(time.instant())).isEmpty();
    }

    @Test
    void its_thread_ends_when_it_is_closed() {
        Set<Thread> before = consoleThreads();
        ConsoleReader reader = new ConsoleReader(lines::add);
        Set<Thread> threads = consoleThreads();
        threads.removeAll(before);
        assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);

        reader.close();

        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private EventStream streamTo(ConsoleReader reader) {
        return new EventStream(time, time, List.of(reader));
    }

    private List<String> texts() {
        return lines.stream().map(ConsoleLine::text).toList();
    }

    private static Set<Thread> consoleThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hive-cluster-console"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
