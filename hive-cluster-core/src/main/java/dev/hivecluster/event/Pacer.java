package dev.hivecluster.event;

import java.time.Duration;

/** Time as a wait sees it: tells how much has gone by, and lets some go by. A test passes in one that does not sleep. */
public interface Pacer {
    /** Real time. */
    Pacer REAL = new Pacer() {
        @Override
        public Duration elapsed() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    };

    /** Time since some fixed moment; it never goes backwards. */
    Duration elapsed();

    /** Returns after the given time. */
    void pause(Duration time) throws InterruptedException;
}
