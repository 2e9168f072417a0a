package dev.hivecluster.simulator.storage;

import org.jspecify.annotations.Nullable;

/** One version of an object. What it means is found out once, however often it is asked for. */
public final class StoredObject {
    private final byte[] content;
    private final boolean broken;
    private volatile @Nullable Object meaning;

    /** @param content the bytes; whoever passes them leaves them alone from then on */
    StoredObject(byte[] content) {
        this(content, false);
    }

    private StoredObject(byte[] content, boolean broken) {
        this.content = content;
        this.broken = broken;
    }

    /** Whether a failed write has left it unreadable. */
    public boolean isBroken() {
        return broken;
    }

    /** The same, unreadable. */
    StoredObject broken() {
        return new StoredObject(content, true);
    }

    /** The length in bytes. */
    public int length() {
        return content.length;
    }

    /** A copy of the bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** What was found out by the reader of its only kind of document; null before. */
    @Nullable
    Object meaning() {
        return meaning;
    }

    void mean(Object document) {
        meaning = document;
    }
}
