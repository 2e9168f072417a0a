package dev.hivecluster.remote;

import java.io.IOException;

/** A host could not be reached or used. The message names the host and what to do. */
public class ShellException extends IOException {
    private static final long serialVersionUID = 1;

    public ShellException(String message) {
        super(message);
    }

    public ShellException(String message, Throwable cause) {
        super(message, cause);
    }
}
