package dev.hivecluster.simulator.storage;

/** An object cannot be read, since a write of it has failed half-way. */
public final class BrokenObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenObjectException(String key) {
        super("a failed write has left the object %s unreadable".formatted(key));
    }
}
