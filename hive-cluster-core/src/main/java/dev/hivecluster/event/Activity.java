package dev.hivecluster.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A piece of work while it is under way, and the sink of its parts. Use it with try-with-resources: closed before it was
 * {@linkplain #succeeded ended}, it counts as failed.
 */
public final class Activity implements EventSink, AutoCloseable {
    private final EventStream stream;
    private final Scope scope;
    private final Instant began;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Map<Event.Channel, OutputRedactor> outputs = new ConcurrentHashMap<>();

    Activity(EventStream stream, Scope scope, Instant began) {
        this.stream = stream;
        this.scope = scope;
        this.began = began;
    }

    /** What this piece of work is called. */
    public Scope scope() {
        return scope;
    }

    @Override
    public Activity start(String step) {
        return stream.begin(scope, step, scope.node());
    }

    @Override
    public Activity start(String step, String node) {
        return stream.begin(scope, step, Optional.of(node));
    }

    /** Tells people how far the work is. */
    public void progress(String message) {
        String shown = stream.redact(message);
        stream.publish(now -> new Event.Progress(now, scope, shown));
    }

    /** Records a line that a command wrote. The lines of one channel come from one thread at a time. */
    public void output(Event.Channel channel, String line) {
        String shown = outputs.computeIfAbsent(channel, ignored -> new OutputRedactor(stream::redact))
                .redact(line);
        stream.publish(now -> new Event.Output(now, scope, channel, shown));
    }

    /** Tells people something that they should know. */
    public void warning(String message) {
        String shown = stream.redact(message);
        stream.publish(now -> new Event.Warning(now, scope, shown));
    }

    /** From now on the secret is masked wherever it would appear in an event. */
    public void hide(String secret) {
        stream.hide(secret);
    }

    /** Ends the work well. */
    public void succeeded() {
        end(Outcome.SUCCEEDED, Optional.empty());
    }

    /** Ends the work: there was nothing to do. */
    public void skipped() {
        end(Outcome.SKIPPED, Optional.empty());
    }

    /** Ends the work badly; if the reason is an interrupt, it was {@linkplain #cancelled cancelled}. */
    public void failed(Throwable reason) {
        if (reason instanceof InterruptedException) {
            cancelled(describe(reason));
            return;
        }
        end(Outcome.FAILED, Optional.of(new Event.Failure(type(reason), stream.redact(describe(reason)))));
    }

    /** Ends the work before it was done: something else failed, or somebody interrupted it. */
    public void cancelled(String reason) {
        end(Outcome.CANCELLED, Optional.of(new Event.Failure("Cancelled", stream.redact(reason))));
    }

    /** Lets some time go by; a stream of a test may let none go by. */
    public void pause(Duration time) throws InterruptedException {
        stream.pacer().pause(time);
    }

    /** A text as events would show it: with every known secret masked. */
    public String redact(String text) {
        return stream.redact(text);
    }

    @Override
    public void close() {
        if (!ended.get()) {
            end(Outcome.FAILED, Optional.of(new Event.Failure("Abandoned", scope + " ended without a result")));
        }
    }

    <T, E extends Exception> T carryOut(Work<T, E> work) throws E, InterruptedException {
        try {
            T result = work.run(this);
            succeeded();
            return result;
        } catch (Throwable e) {
            failed(e);
            throw e;
        }
    }

    static String describe(Throwable reason) {
        String message = reason.getMessage();
        if (reason instanceof InterruptedException) {
            return "interrupted";
        }
        return message == null || message.isBlank() ? reason.toString() : message;
    }

    Pacer pacer() {
        return stream.pacer();
    }

    private static String type(Throwable reason) {
        String name = reason.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void end(Outcome outcome, Optional<Event.Failure> failure) {
        if (ended.compareAndSet(false, true)) {
            stream.publish(now -> new Event.Finished(now, scope, outcome, Duration.between(began, now), failure));
        }
    }
}
