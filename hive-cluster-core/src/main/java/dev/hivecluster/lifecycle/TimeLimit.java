package dev.hivecluster.lifecycle;

import dev.hivecluster.model.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a phase in the calling thread and interrupts it at its limit. */
final class TimeLimit {
    private TimeLimit() {}

    /**
     * Runs the body.
     *
     * @param property by which a user sets the limit, for the message
     * @throws PhaseFailedException if the body did not end within the limit; it was interrupted
     */
    static <T> T within(Duration limit, String property, String phase, Callable<T> body) throws Exception {
        Watch watch = new Watch(Thread.currentThread(), limit);
        Thread watcher = new Thread(watch, "hive-cluster-limit-" + phase);
        watcher.setDaemon(true);
        watcher.start();
        try {
            return body.call();
        } catch (InterruptedException e) {
            if (watch.struck()) {
                throw new PhaseFailedException(
                        "%s did not end within %s; give it more with -D%s=…"
                                .formatted(phase, Durations.text(limit), property),
                        e);
            }
            throw e;
        } finally {
            watch.end();
        }
    }

    private static final class Watch implements Runnable {
        private final Thread watched;
        private final Duration limit;
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean over;
        private boolean struck;

        Watch(Thread watched, Duration limit) {
            this.watched = watched;
            this.limit = limit;
        }

        @Override
        public void run() {
            try {
                if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    strike();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void strike() {
            if (!over) {
                struck = true;
                watched.interrupt();
            }
        }

        synchronized boolean struck() {
            return struck;
        }

        /** From here on the watched thread is not interrupted, and an interrupt that came too late is taken back. */
        @SuppressWarnings("ThreadInterruptedStatus")
        synchronized void end() {
            over = true;
            ended.countDown();
            if (struck) {
                Thread.interrupted();
            }
        }
    }
}
