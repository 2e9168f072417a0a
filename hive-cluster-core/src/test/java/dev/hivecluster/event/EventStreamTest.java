package dev.hivecluster.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.event.Event.Channel;
import dev.hivecluster.event.Event.Failure;
import dev.hivecluster.event.Event.Finished;
import dev.hivecluster.event.Event.Started;
import dev.hivecluster.event.Event.Warning;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final TestTime time = new TestTime();
    private final List<Event> heard = new ArrayList<>();
    private final EventStream events = new EventStream(time, List.of(heard::add));

    @Test
    void work_is_numbered_and_knows_what_it_is_part_of() {
        Activity phase = events.start("configure");
        Activity join = phase.start("join", "demo-2");
        Activity connect = join.start("connect");

        assertThat(phase.scope()).isEqualTo(new Scope(1, 0, "configure", "configure", Optional.empty()));
        assertThat(join.scope()).isEqualTo(new Scope(2, 1, "configure", "join", Optional.of("demo-2")));
        assertThat(connect.scope()).isEqualTo(new Scope(3, 2, "configure", "connect", Optional.of("demo-2")));
        assertThat(connect.scope()).hasToString("configure: connect demo-2");
        assertThat(phase.scope()).hasToString("configure");
    }

    @Test
    void work_starts_and_ends_once_with_its_duration() {
        try (Activity phase = events.start("up")) {
            time.advance(Duration.ofSeconds(3));
            phase.succeeded();
            phase.failed(new IOException("too late"));
        }

        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).isInstanceOf(Started.class);
        assertThat(heard.get(1)).isInstanceOfSatisfying(Finished.class, end -> {
            assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(end.elapsed()).isEqualTo(Duration.ofSeconds(3));
            assertThat(end.failure()).isEmpty();
        });
    }

    @Test
    void work_that_is_left_without_a_result_has_failed() {
        events.start("up").close();

        assertThat(ends()).containsExactly("FAILED Abandoned: up ended without a result");
    }

    @Test
    void failures_and_cancellations_say_why_and_hide_secrets() {
        events.hide("geheim-geheim");
        events.start("up").failed(new IOException("refused geheim-geheim"));
        events.start("up").failed(new IllegalStateException());
        events.start("up").cancelled("demo-2 failed with geheim-geheim");
        events.start("up").failed(new InterruptedException("sleep interrupted"));
        events.start("up").skipped();

        assertThat(ends())
                .containsExactly(
                        "FAILED IOException: refused <redacted>",
                        "FAILED IllegalStateException: java.lang.IllegalStateException",
                        "CANCELLED Cancelled: demo-2 failed with <redacted>",
                        "CANCELLED Cancelled: interrupted",
                        "SKIPPED");
    }

    @Test
    void no_event_shows_a_secret() {
        Activity phase = events.start("configure");
        phase.hide("geheim-geheim");
        phase.progress("a geheim-geheim");
        phase.warning("b geheim-geheim");
        phase.output(Channel.STDOUT, "c geheim-geheim");
        phase.output(Channel.STDERR, "-----BEGIN PRIVATE KEY-----");
        phase.output(Channel.STDOUT, "not part of the key");
        phase.output(Channel.STDERR, "MIIE");

        assertThat(heard).noneMatch(event -> event.toString().contains("geheim"));
        assertThat(heard.subList(5, 7))
                .extracting(event -> ((Event.Output) event).line())
                .containsExactly("not part of the key", "<redacted>");
    }

    @Test
    void work_that_is_run_announces_how_it_ended() throws Exception {
        String result = events.run("up", up -> up.run("boot", "demo-1", boot -> "booted"));
        assertThat(result).isEqualTo("booted");

        assertThatThrownBy(() -> events.run("configure", configure -> {
                    throw new IOException("no route");
                }))
                .hasMessage("no route");
        assertThatThrownBy(() -> events.run("configure", configure -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> events.run("configure", configure -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        events.<String, RuntimeException>run("down", down -> {
            down.skipped();
            return "nothing there";
        });

        assertThat(ends())
                .containsExactly(
                        "SUCCEEDED",
                        "SUCCEEDED",
                        "FAILED IOException: no route",
                        "CANCELLED Cancelled: interrupted",
                        "FAILED StackOverflowError: deep",
                        "SKIPPED");
    }

    @Test
    void every_reader_hears_every_event_in_one_order_and_times_never_go_back() throws Exception {
        List<Event> first = new ArrayList<>();
        List<Event> second = new ArrayList<>();
        int threads = 8;
        int rounds = 300;
        EventStream stream = new EventStream(Clock.systemUTC(), List.of(first::add, second::add));
        Activity phase = stream.start("configure");
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int thread = 0; thread < threads; thread++) {
                String node = "demo-" + thread;
                running.add(pool.submit(() -> {
                    together.await();
                    for (int round = 0; round < rounds; round++) {
                        try (Activity step = phase.start("step " + round, node)) {
                            step.progress("word");
                            step.succeeded();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(first).hasSize(1 + 3 * threads * rounds).isEqualTo(second);
        assertThat(first).extracting(Event::time).isSorted();
        assertThat(first)
                .filteredOn(Started.class::isInstance)
                .extracting(event -> event.scope().id())
                .doesNotHaveDuplicates();
        assertThat(first.stream().filter(event -> event.scope().node().equals(Optional.of("demo-3"))))
                .hasSize(3 * rounds)
                .extracting(event -> event.getClass().getSimpleName())
                .startsWith("Started", "Progress", "Finished", "Started", "Progress", "Finished");
    }

    @Test
    void a_clock_that_is_set_back_does_not_turn_the_order_of_events() {
        Activity phase = events.start("up");
        time.advance(Duration.ofMinutes(-5));
        phase.succeeded();

        assertThat(heard).extracting(Event::time).containsExactly(TestTime.START, TestTime.START);
        assertThat(((Finished) heard.get(1)).elapsed()).isZero();
    }

    @Test
    void a_reader_that_throws_is_closed_and_dropped_and_the_others_hear_of_it_after_the_event() {
        Broken broken = new Broken();
        List<Event> last = new ArrayList<>();
        try (EventStream stream = new EventStream(time, List.of(heard::add, broken, last::add))) {
            Activity phase = stream.start("up");
            phase.progress("on with it");
        }

        assertThat(broken.heard).isEqualTo(1);
        assertThat(broken.closed).isEqualTo(1);
        assertThat(heard).isEqualTo(last).hasSize(3);
        assertThat(heard.get(0)).isInstanceOf(Started.class);
        assertThat(heard.get(1))
                .isInstanceOfSatisfying(
                        Warning.class,
                        warning -> assertThat(warning.message())
                                .isEqualTo("a broken report is not written any further: disk full"));
    }

    @Test
    void readers_that_break_one_after_the_other_do_not_break_the_work() {
        EventStream stream = new EventStream(time, List.of(new Broken(), new Broken(), heard::add));

        assertThatCode(() -> stream.start("up").succeeded()).doesNotThrowAnyException();

        assertThat(heard).hasSize(4);
    }

    @Test
    void a_reader_that_cannot_be_closed_is_told_to_those_that_are_still_open() {
        List<String> closed = new ArrayList<>();
        EventReader console = new EventReader() {
            @Override
            public void read(Event event) {
                heard.add(event);
            }

            @Override
            public void close() {
                closed.add("console");
            }
        };
        EventReader report = new EventReader() {
            @Override
            public void read(Event event) {}

            @Override
            public void close() {
                closed.add("report");
                throw new IllegalStateException("disk full");
            }
        };
        EventStream stream = new EventStream(time, List.of(console, report));
        stream.start("up").succeeded();

        stream.close();
        stream.close();

        assertThat(closed).containsExactly("report", "console");
        assertThat(heard).last().isInstanceOf(Warning.class);
    }

    @Test
    void after_the_end_nothing_is_heard() {
        Activity phase = events.start("up");
        events.close();
        phase.progress("late");

        assertThat(heard).hasSize(1);
    }

    @Test
    void a_reader_that_comes_late_hears_what_happens_from_then_on() {
        List<Event> late = new ArrayList<>();
        Activity phase = events.start("up");
        events.add(late::add);
        phase.succeeded();

        assertThat(late).hasSize(1).first().isInstanceOf(Finished.class);
    }

    private List<String> ends() {
        return heard.stream()
                .filter(Finished.class::isInstance)
                .map(Finished.class::cast)
                .map(end -> end.outcome()
                        + end.failure().map(EventStreamTest::described).orElse(""))
                .toList();
    }

    private static String described(Failure failure) {
        return " %s: %s".formatted(failure.type(), failure.message());
    }

    private static final class Broken implements EventReader {
        private int heard;
        private int closed;

        @Override
        public String name() {
            return "a broken report";
        }

        @Override
        public void read(Event event) {
            heard++;
            throw new IllegalStateException("disk full");
        }

        @Override
        public void close() {
            closed++;
            throw new IllegalStateException("disk still full");
        }
    }
}
