package dev.hivecluster.simulator.node;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What a POSIX system says of a failed operation on files; without the real path, which a machine's programs don't know. */
public final class FileErrors {
    private FileErrors() {}

    public static String describe(UncheckedIOException error) {
        return describe(Objects.requireNonNull(error.getCause()));
    }

    public static String describe(IOException error) {
        if (error instanceof NoSuchFileException || error instanceof FileNotFoundException) {
            return "No such file or directory";
        }
        if (error instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (error instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        if (error instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (error instanceof FileSystemLoopException) {
            return "Too many levels of symbolic links";
        }
        if (error instanceof FileSystemException failed) {
            return Objects.requireNonNullElse(failed.getReason(), "Input/output error");
        }
        return Objects.requireNonNullElse(error.getMessage(), error.toString());
    }
}
