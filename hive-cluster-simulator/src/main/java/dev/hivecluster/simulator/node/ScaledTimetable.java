package dev.hivecluster.simulator.node;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timetable by the clock, as fast as a time scale says. */
final class ScaledTimetable implements Timetable {
    private final TimeScale scale;
    private final ScheduledThreadPoolExecutor later;

    /** @param name names the thread */
    ScaledTimetable(String name, TimeScale scale) {
        this.scale = scale;
        this.later = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void after(Duration real, Runnable step) {
        ScheduledFuture<?> unused = later.schedule(step, scale.scaled(real).toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void pass(Duration real) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(scale.scaled(real).toNanos());
    }

    @Override
    public void close() {
        later.shutdownNow();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = later.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
