package dev.hivecluster.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.event.Await.Observation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private final TestTime time = new TestTime();
    private final List<Event> heard = new ArrayList<>();
    private final Activity activity = new EventStream(time, time, List.of(heard::add)).start("configure");

    @Test
    void a_condition_that_holds_is_found_at_the_first_look_also_without_any_time() throws Exception {
        String found =
                Await.that(activity, "the gateway answers", Duration.ZERO).until(() -> Observation.found("ok"));

        assertThat(found).isEqualTo("ok");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void it_looks_shortly_at_first_then_less_often_but_never_rarer_than_asked() throws Exception {
        List<Duration> looks = new ArrayList<>();

        Await.that(activity, "it is ready", Duration.ofSeconds(30)).until(() -> {
            looks.add(time.elapsed());
            return time.elapsed().toSeconds() >= 5 ? Observation.found("ready") : Observation.notYet("not ready");
        });

        List<Long> pauses = pauses(looks);
        assertThat(pauses.get(0)).isEqualTo(10);
        assertThat(pauses).isSorted().endsWith(500L, 500L);
        assertThat(looks.get(looks.size() - 1)).isLessThan(Duration.ofMillis(5500));
    }

    @Test
    void the_caller_may_have_it_look_more_often() throws Exception {
        List<Duration> looks = new ArrayList<>();

        Await.that(activity, "it is ready", Duration.ofSeconds(30))
                .atLeastEvery(Duration.ofMillis(50))
                .until(() -> {
                    looks.add(time.elapsed());
                    return looks.size() == 20 ? Observation.found("ready") : Observation.notYet("not ready");
                });

        assertThat(pauses(looks)).endsWith(50L, 50L).allMatch(pause -> pause <= 50);
    }

    @Test
    void after_the_limit_it_fails_with_the_condition_the_limit_and_what_was_seen_last() {
        assertThatThrownBy(() -> Await.that(activity, "the gateway of demo-1 answers", Duration.ofSeconds(90))
                        .until(() -> Observation.notYet(
                                "HTTP 503 after " + time.elapsed().toSeconds() + " s")))
                .isInstanceOf(AwaitTimeoutException.class)
                .hasMessage("the gateway of demo-1 answers: not within 1m 30s; last seen: HTTP 503 after 90 s");
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(91));
    }

    @Test
    void it_looks_a_last_time_when_the_limit_is_reached() throws Exception {
        Duration limit = Duration.ofMillis(700);

        String found = Await.that(activity, "it is ready", limit)
                .until(() -> time.elapsed().compareTo(limit) >= 0
                        ? Observation.found("just in time")
                        : Observation.notYet("not yet"));

        assertThat(found).isEqualTo("just in time");
    }

    @Test
    void nothing_seen_is_said_too() {
        assertThatThrownBy(() -> Await.that(activity, "a file appears", Duration.ofMillis(20))
                        .until(() -> Observation.notYet(null)))
                .hasMessage("a file appears: not within 20ms; last seen: nothing");
    }

    @Test
    void it_says_how_far_it_is_at_least_every_ten_seconds() {
        assertThatThrownBy(() -> Await.that(activity, "demo-2 joins", Duration.ofSeconds(30))
                .until(() -> Observation.notYet("1 of 2 joined")));

        List<Event.Progress> words = heard.stream()
                .filter(Event.Progress.class::isInstance)
                .map(Event.Progress.class::cast)
                .toList();
        assertThat(words).hasSize(3);
        assertThat(words.get(0).message())
                .matches("still waiting, 8(\\.\\d)?s of at most 30s: demo-2 joins \\(1 of 2 joined\\)");
        assertThat(Duration.between(words.get(0).time(), words.get(1).time())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void what_the_look_throws_ends_the_wait_at_once() {
        assertThatThrownBy(() -> Await.that(activity, "it is ready", Duration.ofMinutes(1))
                        .until(() -> {
                            throw new IOException("the machine is gone");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("the machine is gone");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void an_interrupt_ends_the_wait_at_once() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Await.that(activity, "it is ready", Duration.ofMinutes(1))
                        .until(() -> Observation.notYet("not ready")))
                .isInstanceOf(InterruptedException.class);
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void real_time_goes_by_while_it_pauses() throws Exception {
        Duration before = Pacer.REAL.elapsed();

        Pacer.REAL.pause(Duration.ofMillis(2));

        assertThat(Pacer.REAL.elapsed().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(2));
    }

    private static List<Long> pauses(List<Duration> looks) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            pauses.add(looks.get(i).minus(looks.get(i - 1)).toMillis());
        }
        return pauses;
    }
}
