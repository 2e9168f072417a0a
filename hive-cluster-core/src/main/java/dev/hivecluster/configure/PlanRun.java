package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Durations;
import dev.hivecluster.model.PropertyNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Carries out a {@link Plan}: each step as soon as all that it waits for have succeeded, on a bounded number of threads.
 * The first step that fails, an interrupt, or the limit of the whole cancels all others; what is thrown is the first real
 * failure.
 */
final class PlanRun {
    /** How long a step that was told to stop may take to end what it began. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Activity activity;
    private final int threads;
    private final Duration limit;
    private final long deadline;
    private final List<Step<?>> waiting;
    private final Set<Step<?>> done = new HashSet<>();
    private final Set<RunningStep> running = new LinkedHashSet<>();
    private final BlockingQueue<RunningStep> ended = new LinkedBlockingQueue<>();
    private final AtomicInteger threadNumber = new AtomicInteger();

    private PlanRun(Plan plan, int threads, Duration limit, Activity activity) {
        this.activity = activity;
        this.threads = threads;
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.waiting = new ArrayList<>(plan.steps());
    }

    /**
     * Carries out a plan, and returns when every step has succeeded.
     *
     * @param threads how many steps may run at a time
     * @param limit of the whole
     * @throws StepFailedException if a step failed
     * @throws ConfigureException if the limit of the whole was exceeded
     */
    static void execute(Plan plan, int threads, Duration limit, Activity activity)
            throws ConfigureException, InterruptedException {
        new PlanRun(plan, threads, limit, activity).run();
    }

    private void run() throws ConfigureException, InterruptedException {
        try {
            startReady();
            while (!running.isEmpty()) {
                RunningStep step = ended.poll(nanosToNextLimit(), TimeUnit.NANOSECONDS);
                if (step == null) {
                    expire();
                    continue;
                }
                running.remove(step);
                if (step.failure().isPresent()) {
                    StepFailedException failure = step.failure().get();
                    cancel("cancelled: " + failure.step()
                            + failure.node().map(node -> " on " + node).orElse("") + " failed");
                    throw failure;
                }
                done.add(step.step());
                startReady();
            }
        } catch (InterruptedException e) {
            cancel("cancelled: configure was interrupted");
            throw e;
        }
        if (!waiting.isEmpty()) {
            throw new IllegalStateException("steps wait for steps that do not exist: " + waiting);
        }
    }

    private void startReady() {
        List<Step<?>> ready = waiting.stream()
                .filter(step -> done.containsAll(step.after()))
                .limit(Math.max(0, threads - running.size()))
                .toList();
        waiting.removeAll(ready);
        for (Step<?> step : ready) {
            RunningStep next = new RunningStep(step, activity, ended);
            running.add(next);
            Thread thread = new Thread(next, "configure-" + threadNumber.incrementAndGet());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private long nanosToNextLimit() {
        long now = System.nanoTime();
        long next = deadline - now;
        for (RunningStep step : running) {
            next = Math.min(next, step.deadline() - now);
        }
        return Math.max(0, next);
    }

    private void expire() throws ConfigureException {
        long now = System.nanoTime();
        if (deadline - now <= 0) {
            String unfinished = running.stream()
                    .map(step -> step.step() + " (" + Durations.text(step.elapsed()) + ")")
                    .collect(Collectors.joining(", "));
            cancel("cancelled: the limit of the whole phase was reached");
            throw new ConfigureException("configure did not end within %s; still running: %s. Allow more with -D%s=…"
                    .formatted(Durations.text(limit), unfinished, PropertyNames.TIMEOUT_CONFIGURE));
        }
        for (RunningStep step : List.copyOf(running)) {
            if (step.deadline() - now <= 0 && !step.expire(GRACE)) {
                running.remove(step);
                cancel("cancelled: " + step.step() + " does not end");
                throw new ConfigureException("%s exceeded its limit of %s and does not end"
                        .formatted(step.step(), Durations.text(step.step().limit())));
            }
        }
    }

    /** Tells every running step to stop, and waits until they have. */
    private void cancel(String reason) {
        running.forEach(step -> step.cancel(reason));
        long end = System.nanoTime() + GRACE.toNanos();
        try {
            while (!running.isEmpty()) {
                RunningStep step = ended.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (step == null) {
                    activity.warning("still busy after being told to stop: "
                            + running.stream()
                                    .map(busy -> busy.step().toString())
                                    .collect(Collectors.joining(", ")));
                    return;
                }
                running.remove(step);
            }
        } catch (InterruptedException e) {
            // A second interrupt: whoever sends it does not want to wait for the others to end.
            Thread.currentThread().interrupt();
        }
    }
}
