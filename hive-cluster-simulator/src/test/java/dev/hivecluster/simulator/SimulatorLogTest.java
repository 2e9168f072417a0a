package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class SimulatorLogTest {
    private static final String TIME = "2026-11-24T10:00:00Z";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final SimulatorLog log = SimulatorLog.to(
            new PrintStream(written, true, StandardCharsets.UTF_8), Clock.fixed(Instant.parse(TIME), ZoneOffset.UTC));

    @Test
    void what_people_may_want_to_know_is_a_line_with_its_time() {
        log.publish(new LogRecord(Level.INFO, "3 nodes now"));

        assertThat(written).hasToString(TIME + " 3 nodes now\n");
    }

    @Test
    void what_goes_wrong_says_so_and_where() {
        LogRecord record = new LogRecord(Level.SEVERE, "POST / failed");
        record.setThrown(new IllegalStateException("no such volume", new ArithmeticException("by zero")));
        log.publish(record);
        log.publish(new LogRecord(Level.WARNING, "nats of x-1 ends"));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith(TIME + " ERROR: POST / failed\njava.lang.IllegalStateException: no such volume\n\tat ")
                .contains("Caused by: java.lang.ArithmeticException: by zero\n")
                .endsWith("\n" + TIME + " WARNING: nats of x-1 ends\n");
    }

    @Test
    void secrets_are_masked_also_in_stack_traces() {
        LogRecord record = new LogRecord(Level.SEVERE, "x-1: hive admin join --token t0ps3cr3t --node x failed");
        record.setThrown(new IllegalStateException("secret_access_key = abcdefghijkl"));
        log.publish(record);

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("join --token <redacted> --node x failed", "secret_access_key = <redacted>")
                .doesNotContain("t0ps3cr3t", "abcdefghijkl");
    }
}
