package dev.hivecluster.remote;

/** A host did not show the key that it is known by: perhaps it is another host. It was not logged in to. */
public final class HostKeyException extends ShellException {
    private static final long serialVersionUID = 1;

    public HostKeyException(String message) {
        super(message);
    }
}
