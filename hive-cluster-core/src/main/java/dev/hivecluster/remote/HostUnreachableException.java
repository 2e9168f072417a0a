package dev.hivecluster.remote;

/** The SSH server of a host does not answer, or broke off before anybody was logged in. While a machine boots this passes. */
public final class HostUnreachableException extends ShellException {
    private static final long serialVersionUID = 1;

    public HostUnreachableException(String message) {
        super(message);
    }

    public HostUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
