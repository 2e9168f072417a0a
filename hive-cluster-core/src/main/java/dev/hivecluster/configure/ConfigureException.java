package dev.hivecluster.configure;

/** A cluster could not be configured. The message says which node and step, what was seen, and what to type next. */
public class ConfigureException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigureException(String message) {
        super(message);
    }

    public ConfigureException(String message, Throwable cause) {
        super(message, cause);
    }
}
