package dev.hivecluster.simulator.shell;

/** A redirection of a file descriptor. */
sealed interface Redirection {
    /** The descriptor that it sets. */
    int descriptor();

    /** {@code < > >> <>} and a file. */
    record ToFile(int descriptor, String operator, Word file) implements Redirection {}

    /** {@code <& >&} and a descriptor, or {@code -} to close it. */
    record Duplicate(int descriptor, Word source) implements Redirection {}

    /** {@code <<} and {@code <<-}. */
    record Here(int descriptor, HereDocument document) implements Redirection {}
}
