package dev.hivecluster.report;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again, on a daemon thread of its own, until it is closed. */
final class RepeatedTask implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private RepeatedTask(String threadName, Duration every, Runnable task) {
        thread = new Thread(
                () -> {
                    try {
                        while (!ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                            task.run();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                threadName);
        thread.setDaemon(true);
    }

    static RepeatedTask start(String threadName, Duration every, Runnable task) {
        RepeatedTask repeated = new RepeatedTask(threadName, every, task);
        repeated.thread.start();
        return repeated;
    }

    /** Ends the thread; a run that is under way ends by itself, since an interrupt could close what it writes to. */
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
