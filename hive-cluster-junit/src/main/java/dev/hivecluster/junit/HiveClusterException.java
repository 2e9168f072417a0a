package dev.hivecluster.junit;

import org.jspecify.annotations.Nullable;

/** A test class does not get the cluster that it needs. The message says what it needs, what there is, and what to type. */
public final class HiveClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HiveClusterException(String message) {
        super(message);
    }

    HiveClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
