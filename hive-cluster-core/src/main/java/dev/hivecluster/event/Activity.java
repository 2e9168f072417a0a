package dev.hivecluster.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        stream.publish(new Event.Progress(stream.now(), scope, stream.redact(message)));
    }

    /** Records a line that a command wrote. */
    public void output(Event.Channel channel, String line) {
        stream.publish(new Event.Output(stream.now(), scope, channel, stream.redact(line)));
    }

    /** Tells people something that they should know. */
    public void warning(String message) {
        stream.publish(new Event.Warning(stream.now(), scope, stream.redact(message)));
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

    /** Ends the work badly. */
    public void failed(Throwable reason) {
        String message = reason.getMessage();
        end(
                Outcome.FAILED,
                Optional.of(new Event.Failure(
                        reason.getClass().getSimpleName(),
                        stream.redact(message == null ? reason.toString() : message))));
    }

    /** Ends the work before it was done: something else failed, or somebody interrupted it. */
    public void cancelled(String reason) {
        end(Outcome.CANCELLED, Optional.of(new Event.Failure("Cancelled", stream.redact(reason))));
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

    private void end(Outcome outcome, Optional<Event.Failure> failure) {
        if (ended.compareAndSet(false, true)) {
            Instant now = stream.now();
            stream.publish(new Event.Finished(now, scope, outcome, Duration.between(began, now), failure));
        }
    }
}
