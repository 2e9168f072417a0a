package dev.hivecluster.lifecycle;

/** A phase did not do what was asked. The message is for the person who asked. */
public abstract sealed class LifecycleException extends Exception permits ClusterStateException, PhaseFailedException {
    private static final long serialVersionUID = 1;

    LifecycleException(String message) {
        super(message);
    }

    LifecycleException(String message, Throwable cause) {
        super(message, cause);
    }
}
