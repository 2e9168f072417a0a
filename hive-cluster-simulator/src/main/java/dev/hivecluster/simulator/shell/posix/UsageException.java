package dev.hivecluster.simulator.shell.posix;

import java.io.IOException;

/** A program was called in a way that it does not know; it says so, and its status is 1. */
final class UsageException extends IOException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
