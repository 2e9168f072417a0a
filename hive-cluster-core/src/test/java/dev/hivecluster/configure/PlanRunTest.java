package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.model.Node;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PlanRunTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Node NODE = new Node("x-1", 1, "192.0.2.1", "10.0.0.1", 22, List.of());

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Plan plan = new Plan();

    @Test
    void a_step_begins_when_all_that_it_waits_for_have_succeeded() throws Exception {
        Step<String> a = plan.step("a", LONG, List.of(), activity -> say("a"));
        Step<String> b = plan.step("b", LONG, List.of(a), activity -> say("b after " + a.result()));
        plan.step("c", LONG, List.of(a, b), activity -> say("c after " + b.result()));

        run(10, LONG);

        assertThat(log).containsExactly("a", "b after a", "c after b after a");
    }

    @Test
    void steps_that_do_not_wait_for_each_other_run_at_the_same_time() throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(3);
        for (String name : List.of("a", "b", "c")) {
            plan.step(name, LONG, List.of(), activity -> meet(meeting));
        }

        run(3, LONG);

        assertThat(ended(Outcome.SUCCEEDED)).contains("a", "b", "c");
    }

    @Test
    void no_more_steps_run_at_a_time_than_there_are_threads() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            plan.step("s" + i, LONG, List.of(), activity -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                now.decrementAndGet();
                return Step.Done.DONE;
            });
        }

        run(2, LONG);

        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(ended(Outcome.SUCCEEDED)).hasSize(20);
    }

    @Test
    void the_first_failure_is_thrown_and_interrupts_the_others() {
        CountDownLatch busy = new CountDownLatch(1);
        plan.on(NODE, "blocked", LONG, List.of(), activity -> {
            busy.countDown();
            return forever();
        });
        plan.on(NODE, "bad", LONG, List.of(), activity -> {
            await(busy);
            throw new ConfigureException("broken");
        });

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, () -> run(2, LONG));

        assertThat(failure).hasMessage("bad failed on x-1: broken");
        assertThat(ended(Outcome.FAILED)).containsExactly("bad");
        assertThat(ended(Outcome.CANCELLED)).containsExactly("blocked");
    }

    @Test
    void what_waits_for_a_failed_step_never_begins() {
        Step<String> bad = plan.step("bad", LONG, List.of(), activity -> {
            throw new ConfigureException("broken");
        });
        plan.step("after", LONG, List.of(bad), activity -> say("after"));

        assertThatExceptionOfType(StepFailedException.class).isThrownBy(() -> run(2, LONG));

        assertThat(log).isEmpty();
    }

    @Test
    void an_error_in_a_step_is_a_failure_as_well() {
        plan.step("bad", LONG, List.of(), activity -> {
            throw new IllegalStateException("a bug");
        });

        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> run(1, LONG))
                .withMessage("bad failed: java.lang.IllegalStateException: a bug")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_step_that_exceeds_its_limit_is_interrupted_and_has_failed() {
        plan.on(NODE, "slow", Duration.ofMillis(20), List.of(), activity -> forever());

        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> run(1, LONG))
                .withMessage("slow failed on x-1: not done within 20ms");
    }

    @Test
    void the_limit_of_the_whole_names_what_still_runs() {
        plan.on(NODE, "slow", LONG, List.of(), activity -> forever());

        assertThatExceptionOfType(ConfigureException.class)
                .isThrownBy(() -> run(1, Duration.ofMillis(20)))
                .withMessageMatching(
                        "configure did not end within 20ms; still running: slow on x-1 \\(.*\\)\\. .*hive.timeout.configure.*");
        assertThat(ended(Outcome.CANCELLED)).containsExactly("slow");
    }

    @Test
    void an_interrupt_of_the_caller_cancels_all_steps() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        for (String name : List.of("a", "b")) {
            plan.step(name, LONG, List.of(), activity -> {
                busy.countDown();
                return forever();
            });
        }
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                run(2, LONG);
            } catch (Exception e) {
                thrown.complete(e);
            }
        });
        caller.start();
        busy.await();

        caller.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(ended(Outcome.CANCELLED)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void no_thread_is_left_after_a_failure() {
        plan.step("blocked", LONG, List.of(), activity -> forever());
        plan.step("bad", LONG, List.of(), activity -> {
            throw new ConfigureException("broken");
        });

        assertThatExceptionOfType(StepFailedException.class).isThrownBy(() -> run(2, LONG));

        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("configure-")));
    }

    @Test
    void a_secret_in_a_failure_is_masked() {
        plan.step("bad", LONG, List.of(), activity -> {
            activity.hide("hunter22");
            throw new ConfigureException("the key is hunter22");
        });

        assertThatExceptionOfType(StepFailedException.class)
                .isThrownBy(() -> run(1, LONG))
                .withMessage("bad failed: the key is <redacted>");
    }

    @Test
    void a_step_cannot_wait_for_one_of_another_plan() {
        Step<String> elsewhere = new Plan().step("a", LONG, List.of(), activity -> "a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.step("b", LONG, List.of(elsewhere), activity -> "b"));
    }

    private void run(int threads, Duration limit) throws ConfigureException, InterruptedException {
        try (EventStream stream = new EventStream(Clock.systemUTC(), List.of(events::add));
                Activity phase = stream.start("configure")) {
            PlanRun.execute(plan, threads, limit, phase);
        }
    }

    private String say(String word) {
        log.add(word);
        return word;
    }

    private static Step.Done forever() throws InterruptedException {
        new CountDownLatch(1).await();
        return Step.Done.DONE;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }

    private static Step.Done meet(CyclicBarrier meeting) throws InterruptedException, ConfigureException {
        try {
            meeting.await();
            return Step.Done.DONE;
        } catch (BrokenBarrierException e) {
            throw new ConfigureException("the others did not come", e);
        }
    }

    private List<String> ended(Outcome outcome) {
        return events.stream()
                .flatMap(event -> event instanceof Event.Finished end ? Stream.of(end) : Stream.empty())
                .filter(end -> end.outcome() == outcome && !end.scope().isWholePhase())
                .map(end -> end.scope().step())
                .toList();
    }
}
