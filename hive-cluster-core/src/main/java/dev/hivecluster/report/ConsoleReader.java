package dev.hivecluster.report;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Tells people in plain lines what happens: for logs, CI and batch mode. While work is under way it is never silent for
 * more than ten seconds: a thread of its own, ended by {@link #close}, says what is running and for how long. What
 * commands write is not shown.
 */
public final class ConsoleReader implements EventReader {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(9);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Consumer<ConsoleLine> sink;
    private final Clock clock;
    private final ConsoleFormat format = new ConsoleFormat();
    private final RepeatedTask heartbeat;
    private Instant lastWord = Instant.MIN;

    /** @param sink where the lines go; called by one thread at a time */
    public ConsoleReader(Consumer<ConsoleLine> sink) {
        this(sink, Clock.systemUTC(), LOOK_EVERY);
    }

    ConsoleReader(Consumer<ConsoleLine> sink, Clock clock, Duration lookEvery) {
        this.sink = sink;
        this.clock = clock;
        this.heartbeat = RepeatedTask.start("hive-cluster-console", lookEvery, this::beat);
    }

    @Override
    public String name() {
        return "the console";
    }

    @Override
    public synchronized void read(Event event) {
        format.lines(event).forEach(this::say);
    }

    @Override
    public void close() {
        heartbeat.close();
    }

    private synchronized void beat() {
        Instant now = clock.instant();
        if (Duration.between(lastWord, now).compareTo(LONGEST_SILENCE) >= 0) {
            format.stillRunning(now).ifPresent(this::say);
        }
    }

    private void say(ConsoleLine line) {
        lastWord = clock.instant();
        sink.accept(line);
    }
}
