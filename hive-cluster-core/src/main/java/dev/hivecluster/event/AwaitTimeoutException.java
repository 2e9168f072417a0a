package dev.hivecluster.event;

/** A condition did not come true in time. The message names it, its limit and what was seen last. */
public final class AwaitTimeoutException extends Exception {
    private static final long serialVersionUID = 1;

    AwaitTimeoutException(String message) {
        super(message);
    }
}
