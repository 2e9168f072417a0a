package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A step while it runs on its own thread. It tells how it ended by adding itself to a queue, exactly once. */
final class RunningStep implements Runnable {
    private final Step<?> step;
    private final Activity parent;
    private final Queue<RunningStep> ended;
    private final long began = System.nanoTime();
    private long deadline;
    private boolean expired;
    private @Nullable String cancelled;
    private @Nullable Thread thread;
    private @Nullable StepFailedException failure;

    RunningStep(Step<?> step, Activity parent, Queue<RunningStep> ended) {
        this.step = step;
        this.parent = parent;
        this.ended = ended;
        this.deadline = began + step.limit().toNanos();
    }

    Step<?> step() {
        return step;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** When it is to be asked again to end, in nanoseconds of {@link System#nanoTime}. */
    synchronized long deadline() {
        return deadline;
    }

    /** Why it failed; nothing if it succeeded or was cancelled. */
    synchronized Optional<StepFailedException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Stops it because its limit was reached.
     *
     * @param grace how long it may take to end
     * @return whether this is the first time: false if it was told before and is still there
     */
    synchronized boolean expire(Duration grace) {
        if (expired) {
            return false;
        }
        expired = true;
        deadline = System.nanoTime() + grace.toNanos();
        interrupt();
        return true;
    }

    /** Stops it for a reason that is not its own. */
    synchronized void cancel(String reason) {
        if (cancelled == null) {
            cancelled = reason;
            interrupt();
        }
    }

    private void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
            if (cancelled != null || expired) {
                interrupt();
            }
        }
        try (Activity activity = step.begin(parent)) {
            try {
                step.run(activity);
                leave();
                activity.succeeded();
            } catch (InterruptedException | ConfigureException | AwaitTimeoutException | RuntimeException | Error e) {
                leave();
                end(activity, e);
            }
        } catch (RuntimeException | Error e) {
            // The step could not even be announced.
            fail(e.toString(), e);
        } finally {
            ended.add(this);
        }
    }

    /** From here on nobody interrupts this thread: the events of its end are to be written whole. */
    private synchronized void leave() {
        thread = null;
        var unused = Thread.interrupted();
    }

    private synchronized void end(Activity activity, Throwable reason) {
        if (cancelled != null) {
            activity.cancelled(cancelled);
            return;
        }
        String problem;
        if (expired) {
            problem = "not done within " + Durations.text(step.limit());
        } else if (reason instanceof ConfigureException || reason instanceof AwaitTimeoutException) {
            problem = String.valueOf(reason.getMessage());
        } else {
            problem = reason.toString();
        }
        activity.failed(fail(activity.redact(problem), reason));
    }

    private synchronized StepFailedException fail(String problem, Throwable reason) {
        failure = new StepFailedException(step.name(), step.nodeName(), problem, reason);
        return failure;
    }
}
