package dev.hivecluster.simulator;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.event.EventStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The log of the simulator's process, {@code logs/simulator.log}: a line for each thing that people may want to know, with
 * its time, and everything that goes wrong, with its stack trace; secrets are masked. Every class of the simulator writes
 * to it by the JDK's own logging: which other logging there is depends on the class path of whoever starts a cluster, and
 * inside Maven it is one that has no backend here.
 */
final class SimulatorLog extends Handler {
    private static final Logger LOG = Logger.getLogger(SimulatorLog.class.getName());
    private static final String PHASE = "simulator";

    private final EventStream events;
    private final Formatter formatter = new SimpleFormatter();

    private SimulatorLog(EventStream events) {
        this.events = events;
    }

    /** From now on whatever this JVM logs goes there and nowhere else, and no thread ends by an error in silence. */
    static SimulatorLog install(PrintStream out, Clock clock) {
        SimulatorLog log = to(out, clock);
        Logger root = Logger.getLogger("");
        for (Handler before : root.getHandlers()) {
            root.removeHandler(before);
        }
        root.setLevel(Level.INFO);
        root.addHandler(log);
        Thread.setDefaultUncaughtExceptionHandler((thread, error) ->
                LOG.log(Level.SEVERE, error, () -> "thread %s has ended".formatted(thread.getName())));
        return log;
    }

    static SimulatorLog to(PrintStream out, Clock clock) {
        return new SimulatorLog(new EventStream(clock, List.of(new Lines(out))));
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        if (record != null && isLoggable(record)) {
            String message = formatter.formatMessage(record);
            events.notice(PHASE, isProblem(record) ? problem(record, message) : message);
        }
    }

    private static boolean isProblem(LogRecord record) {
        return record.getLevel().intValue() >= Level.WARNING.intValue();
    }

    private static String problem(LogRecord record, String message) {
        StringWriter text = new StringWriter();
        text.append(record.getLevel().equals(Level.WARNING) ? "WARNING: " : "ERROR: ")
                .append(message);
        Throwable error = record.getThrown();
        if (error != null) {
            text.append('\n');
            error.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString().stripTrailing();
    }

    @Override
    public void flush() {
        // Each line is written at once.
    }

    @Override
    public void close() {
        events.close();
    }

    private record Lines(PrintStream out) implements EventReader {
        @Override
        public void read(Event event) {
            if (event instanceof Event.Progress said) {
                out.println(said.time() + " " + said.message());
                out.flush();
            }
        }
    }
}
