package dev.hivecluster.directory;

import java.io.IOException;

/** A cluster's record cannot be used. The message names the file and says what to do. */
public final class RecordException extends IOException {
    private static final long serialVersionUID = 1;

    RecordException(String message) {
        super(message);
    }

    RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
