package dev.hivecluster.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file of a cluster cannot be written. The message names it, says why, and what to do. */
public final class WriteException extends IOException {
    private static final long serialVersionUID = 1;

    public WriteException(Path file, IOException cause) {
        super(
                "%s cannot be written: %s; make room or grant access there, or choose another place with -Dhive.clustersDirectory=…"
                        .formatted(file, reason(file, cause)),
                cause);
    }

    /** What went wrong with a file, for people, in the form of a part of a sentence. */
    public static String words(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof WriteException
                ? message
                : "%s (%s)".formatted(message, e.getClass().getSimpleName());
    }

    private static String reason(Path file, IOException cause) {
        String message = cause.getMessage();
        if (cause instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (cause instanceof FileAlreadyExistsException occupied) {
            return occupied.getFile() + " is there already, and is no directory";
        }
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getFile() == null || system.getFile().equals(file.toString())
                    ? system.getReason()
                    : "%s (%s)".formatted(system.getReason(), system.getFile());
        }
        if (message == null) {
            return cause.toString();
        }
        return cause.getClass() == IOException.class
                ? message
                : cause.getClass().getSimpleName() + " " + message;
    }
}
