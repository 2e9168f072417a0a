package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.StopSignals.Meaning;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopSignalsTest {
    /** The time of the JVM may begin anywhere, and overflow. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);

    private final StopSignals signals = new StopSignals(now::get);

    @Test
    void the_first_one_stops() {
        assertThat(signals.came()).isFalse();

        assertThat(signals.next()).isEqualTo(Meaning.STOP);

        assertThat(signals.came()).isTrue();
    }

    @Test
    void what_timeout_sends_to_the_process_and_to_its_group_is_one_request() {
        signals.next();
        pass(Duration.ofMillis(20));

        assertThat(signals.next()).isEqualTo(Meaning.ECHO);

        pass(Duration.ofMillis(979));
        assertThat(signals.next()).isEqualTo(Meaning.ECHO);
    }

    @Test
    void one_that_comes_later_asks_once_more_whatever_came_in_between() {
        signals.next();
        pass(Duration.ofMillis(900));
        signals.next();
        pass(Duration.ofMillis(100));

        assertThat(signals.next()).isEqualTo(Meaning.LEAVE);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
