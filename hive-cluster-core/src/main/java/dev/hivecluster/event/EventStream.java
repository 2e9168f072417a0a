package dev.hivecluster.event;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The one stream of events of a run: numbers the work, masks secrets, and hands each event to every reader in order. */
public final class EventStream implements EventSink, AutoCloseable {
    private final Clock clock;
    private final List<EventReader> readers;
    private final Redactor redactor = new Redactor();
    private final AtomicLong lastId = new AtomicLong();

    public EventStream(Clock clock, List<EventReader> readers) {
        this.clock = clock;
        this.readers = new CopyOnWriteArrayList<>(readers);
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

    /** Adds a reader; it sees what happens from now on. */
    public void add(EventReader reader) {
        readers.add(reader);
    }

    /** From now on the secret is masked wherever it would appear in an event. */
    public void hide(String secret) {
        redactor.hide(secret);
    }

    /** Closes the readers. */
    @Override
    public void close() {
        readers.forEach(EventReader::close);
    }

    Activity begin(Scope parent, String step, Optional<String> node) {
        return begin(new Scope(lastId.incrementAndGet(), parent.id(), parent.phase(), step, node));
    }

    private Activity begin(Scope scope) {
        Instant now = now();
        publish(new Event.Started(now, scope));
        return new Activity(this, scope, now);
    }

    synchronized void publish(Event event) {
        readers.forEach(reader -> reader.read(event));
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    Instant now() {
        return clock.instant();
    }
}
