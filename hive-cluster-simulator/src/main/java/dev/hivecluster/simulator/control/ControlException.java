package dev.hivecluster.simulator.control;

import java.io.IOException;

/** The simulator's process did not do what it was asked to, or did not answer. */
public final class ControlException extends IOException {
    private static final long serialVersionUID = 1;

    ControlException(String message) {
        super(message);
    }

    ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
