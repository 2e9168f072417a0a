package dev.hivecluster.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what must not be cancelled half-way, such as a teardown, in a thread of its own: an interrupt of the caller takes
 * effect only afterwards.
 */
final class Uncancelled {
    private Uncancelled() {}

    static <T> T call(Callable<T> body) throws LifecycleException {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(task, "hive-cluster-teardown");
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrap(requireNonNull(e.getCause()));
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static LifecycleException unwrap(Throwable cause) {
        if (cause instanceof LifecycleException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new PhaseFailedException("the teardown failed: " + cause.getMessage(), cause);
    }
}
