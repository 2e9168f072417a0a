package dev.hivecluster.remote;

/** A host answered, but does not let the user in with the key that was given, or there is no such key. */
public final class LoginRefusedException extends ShellException {
    private static final long serialVersionUID = 1;

    public LoginRefusedException(String message) {
        super(message);
    }

    public LoginRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
