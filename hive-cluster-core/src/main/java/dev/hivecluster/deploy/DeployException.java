package dev.hivecluster.deploy;

/** Machines could not be made, found or destroyed. The message says what was seen and what to do next. */
public class DeployException extends Exception {
    private static final long serialVersionUID = 1;

    public DeployException(String message) {
        super(message);
    }

    public DeployException(String message, Throwable cause) {
        super(message, cause);
    }
}
