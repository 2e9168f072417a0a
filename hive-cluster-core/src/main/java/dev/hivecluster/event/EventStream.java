package dev.hivecluster.event;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one stream of events of a run: numbers the work, masks secrets, and hands each event to every reader, in the order
 * of the events' times. A reader that fails is dropped, and the others are told: it never breaks the work, and
 * {@link #lost} says of it afterwards.
 */
public final class EventStream implements EventSink, AutoCloseable {
    private final Clock clock;
    private final Pacer pacer;
    private final List<EventReader> readers;
    private final Redactor redactor = new Redactor();
    private final AtomicLong lastId = new AtomicLong();
    private final List<String> lost = new ArrayList<>();
    private Instant lastTime = Instant.MIN;

    @Nullable
    private Scope lastScope;

    public EventStream(Clock clock, List<EventReader> readers) {
        this(clock, Pacer.REAL, readers);
    }

    /** @param pacer the time of every {@link Await} within this stream */
    public EventStream(Clock clock, Pacer pacer, List<EventReader> readers) {
        this.clock = clock;
        this.pacer = pacer;
        this.readers = new ArrayList<>(readers);
    }

    /** Begins a phase: work that is part of nothing else. */
    @Override
    public Activity start(String phase) {
        return begin(new Scope(lastId.incrementAndGet(), 0, phase, phase, Optional.empty()));
    }

    @Override
    public Activity start(String phase, String node) {
        return begin(new Scope(lastId.incrementAndGet(), 0, phase, phase, Optional.of(node)));
    }

    /** Tells people something that belongs to a phase but is no work of its own. */
    public void notice(String phase, String message) {
        Scope scope = new Scope(lastId.incrementAndGet(), 0, phase, phase, Optional.empty());
        publish(now -> new Event.Progress(now, scope, redact(message)));
    }

    /** Adds a reader; it sees what happens from now on. */
    public synchronized void add(EventReader reader) {
        readers.add(reader);
    }

    /** From now on the secret is masked wherever it would appear in an event. */
    public void hide(String secret) {
        redactor.hide(secret);
    }

    /** Closes the readers, the first one last, so that it hears of one that cannot end well. Later events are lost. */
    @Override
    public synchronized void close() {
        while (!readers.isEmpty()) {
            EventReader reader = readers.remove(readers.size() - 1);
            try {
                reader.close();
            } catch (RuntimeException | LinkageError e) {
                deliver(failures(reader, e));
            }
        }
    }

    Activity begin(Scope parent, String step, Optional<String> node) {
        return begin(new Scope(lastId.incrementAndGet(), parent.id(), parent.phase(), step, node));
    }

    private Activity begin(Scope scope) {
        Instant began = publish(now -> new Event.Started(now, scope));
        return new Activity(this, scope, began);
    }

    /** Makes an event and hands it out; both under one lock, so that order and times agree. */
    synchronized Instant publish(Function<Instant, Event> event) {
        Instant now = clock.instant();
        lastTime = now.isBefore(lastTime) ? lastTime : now;
        Event made = event.apply(lastTime);
        lastScope = made.scope();
        deliver(List.of(made));
        return made.time();
    }

    private void deliver(List<Event> events) {
        List<Event> failures = new ArrayList<>();
        for (Event event : events) {
            for (EventReader reader : List.copyOf(readers)) {
                try {
                    reader.read(event);
                } catch (RuntimeException | LinkageError e) {
                    readers.remove(reader);
                    failures.addAll(failures(reader, e));
                    closeFailed(reader, e);
                }
            }
        }
        if (!failures.isEmpty()) {
            deliver(failures);
        }
    }

    /** What is incomplete since its reader failed, each with the reason, for people; empty if every event was kept. */
    public synchronized List<String> lost() {
        return List.copyOf(lost);
    }

    private List<Event> failures(EventReader reader, Throwable reason) {
        String message =
                "%s is not written any further: %s".formatted(reader.name(), redact(Activity.describe(reason)));
        lost.add(message);
        return Optional.ofNullable(lastScope)
                .map(scope -> List.<Event>of(new Event.Warning(lastTime, scope, message)))
                .orElse(List.of());
    }

    private static void closeFailed(EventReader reader, Throwable reason) {
        try {
            reader.close();
        } catch (RuntimeException | LinkageError e) {
            reason.addSuppressed(e);
        }
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    Pacer pacer() {
        return pacer;
    }
}
