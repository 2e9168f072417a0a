package dev.hivecluster.event;

/**
 * Reads the event stream. Events arrive one at a time and in order, on whichever thread made them, also on one that was
 * interrupted; a reader must not block. One that throws gets no further events.
 */
public interface EventReader extends AutoCloseable {
    /** What it writes, for people: {@code logs/lifecycle.jsonl}. */
    default String name() {
        return getClass().getSimpleName();
    }

    void read(Event event);

    /** Nothing more will come. */
    @Override
    default void close() {}
}
