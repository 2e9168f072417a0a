package dev.hivecluster.remote;

/** A command did not end within its limit and was ended. */
public final class CommandTimeoutException extends ShellException {
    private static final long serialVersionUID = 1;

    public CommandTimeoutException(String message) {
        super(message);
    }
}
