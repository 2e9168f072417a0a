package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.remote.OutputListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Makes a command's lines events, and keeps the last of them for an error message. */
final class OutputTail implements OutputListener {
    private static final int LINES = 20;

    private final Activity activity;
    private final Deque<String> lines = new ArrayDeque<>();

    private final Consumer<String> listener;

    OutputTail(Activity activity) {
        this(activity, line -> {});
    }

    /** @param listener gets each line, too */
    OutputTail(Activity activity, Consumer<String> listener) {
        this.activity = activity;
        this.listener = listener;
    }

    @Override
    public void stdout(String line) {
        activity.output(Event.Channel.STDOUT, line);
        keep(line);
    }

    @Override
    public void stderr(String line) {
        activity.output(Event.Channel.STDERR, line);
        keep(line);
    }

    /** The last lines, without secrets. */
    synchronized String text() {
        return activity.redact(String.join("\n", lines));
    }

    private synchronized void keep(String line) {
        listener.accept(line);
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }
}
