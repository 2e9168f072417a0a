package dev.hivecluster.lifecycle;

/** What was asked does not fit what is there: the user's side. The message says what to do first. */
public final class ClusterStateException extends LifecycleException {
    private static final long serialVersionUID = 1;

    public ClusterStateException(String message) {
        super(message);
    }
}
