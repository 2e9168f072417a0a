package dev.hivecluster.lifecycle;

/** A phase was tried and failed: our side, or the machines'. The message says what is left and how to go on. */
public final class PhaseFailedException extends LifecycleException {
    private static final long serialVersionUID = 1;

    public PhaseFailedException(String message) {
        super(message);
    }

    public PhaseFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
