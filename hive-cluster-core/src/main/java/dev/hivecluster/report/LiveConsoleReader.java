package dev.hivecluster.report;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Shows people at a terminal what is under way: below the lines of a {@link ConsoleReader}, a few rows that are redrawn
 * in place, one for each phase and one for what each node does, for how long, and how far it is. Whether there is a
 * terminal is the caller's to know. A thread of its own, ended by {@link #close}, keeps the times going.
 */
public final class LiveConsoleReader implements EventReader {
    private static final Duration REDRAW_EVERY = Duration.ofMillis(200);
    private static final int MOST_ROWS = 12;
    private static final int FEWEST_COLUMNS = 20;

    private final Consumer<ConsoleLine> sink;
    private final Consumer<String> terminal;
    private final int columns;
    private final Clock clock;
    private final ConsoleFormat format = new ConsoleFormat();
    private final Map<Long, String> progress = new HashMap<>();
    private final RepeatedTask redraw;
    private List<String> drawn = List.of();
    private boolean closed;

    /**
     * @param sink where the lines go that stay; it must write to the same terminal, whole lines only
     * @param terminal where the rows go that are redrawn, as text with ANSI sequences; it must not hold them back
     * @param columns how wide the terminal is
     */
    public LiveConsoleReader(Consumer<ConsoleLine> sink, Consumer<String> terminal, int columns) {
        this(sink, terminal, columns, Clock.systemUTC(), REDRAW_EVERY);
    }

    LiveConsoleReader(
            Consumer<ConsoleLine> sink, Consumer<String> terminal, int columns, Clock clock, Duration redrawEvery) {
        this.sink = sink;
        this.terminal = terminal;
        this.columns = Math.max(columns, FEWEST_COLUMNS);
        this.clock = clock;
        this.redraw = RepeatedTask.start("hive-cluster-live-console", redrawEvery, this::draw);
    }

    @Override
    public String name() {
        return "the console";
    }

    @Override
    public synchronized void read(Event event) {
        if (event instanceof Event.Progress word) {
            progress.put(event.scope().id(), PlainText.line(word.message()));
        } else {
            List<ConsoleLine> lines = format.lines(event);
            if (!lines.isEmpty()) {
                erase();
                lines.forEach(sink);
            }
        }
        if (event instanceof Event.Finished) {
            progress.remove(event.scope().id());
        }
        draw();
    }

    @Override
    public void close() {
        redraw.close();
        synchronized (this) {
            closed = true;
            erase();
        }
    }

    private synchronized void draw() {
        LiveRows rows = new LiveRows(format.work(), progress, clock.instant());
        List<String> wanted = rows.text(MOST_ROWS, columns - 1);
        if (!closed && !wanted.equals(drawn)) {
            erase();
            if (!wanted.isEmpty()) {
                terminal.accept(String.join("\n", wanted) + "\n");
            }
            drawn = wanted;
        }
    }

    private void erase() {
        if (!drawn.isEmpty()) {
            terminal.accept("\r\u001B[%dA\u001B[J".formatted(drawn.size()));
            drawn = List.of();
        }
    }
}
