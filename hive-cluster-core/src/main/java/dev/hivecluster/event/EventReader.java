package dev.hivecluster.event;

/**
 * Reads the event stream. Events arrive one at a time and in order, on whichever thread made them; a reader must not
 * block.
 */
public interface EventReader extends AutoCloseable {
    void read(Event event);

    /** Nothing more will come. */
    @Override
    default void close() {}
}
