package dev.hivecluster.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files so that a kill at any instant leaves either the old or the new one: beside, fsync, rename. What cannot be
 * written leaves nothing: the old file stays as it was, and no new file or directory.
 */
public final class AtomicFiles {
    private static final String PUBLIC = "rw-r--r--";
    private static final String PRIVATE = "rw-------";

    private AtomicFiles() {}

    /**
     * Replaces a file that anybody may read; its directory is made if need be.
     *
     * @throws WriteException if it cannot be written; the old file is still there then
     */
    public static void write(Path file, String content) throws WriteException {
        write(file, content, PUBLIC);
    }

    /**
     * Replaces a file that only its owner may read; it is never readable by others, not even while it is written.
     *
     * @throws WriteException if it cannot be written; the old file is still there then
     */
    public static void writePrivate(Path file, String content) throws WriteException {
        write(file, content, PRIVATE);
    }

    /** An interrupt closes a channel under way; what became of an interrupted phase must be saved nevertheless. */
    private static void write(Path file, String content, String permissions) throws WriteException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    replace(file.toAbsolutePath(), content, permissions);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                } catch (IOException e) {
                    throw new WriteException(file, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void replace(Path file, String content, String permissions) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        List<Path> missing = missing(parent);
        try {
            if (!Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
            replace(parent, file, content, permissions);
        } catch (IOException e) {
            removeEmpty(missing, e);
            throw e;
        }
        try (FileChannel directory = FileChannel.open(parent, Set.of(StandardOpenOption.READ))) {
            directory.force(true);
        }
    }

    private static void replace(Path parent, Path file, String content, String permissions) throws IOException {
        Path beside = parent.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Of a directory and those above it the ones that are not there, the deepest first. */
    private static List<Path> missing(Path directory) {
        List<Path> missing = new ArrayList<>();
        for (Path above = directory; above != null && Files.notExists(above); above = above.getParent()) {
            missing.add(above);
        }
        return missing;
    }

    /** What was made for a file that could not be written goes again, but for what others have put there meanwhile. */
    private static void removeEmpty(List<Path> directories, IOException reason) {
        try {
            for (Path directory : directories) {
                Files.deleteIfExists(directory);
            }
        } catch (DirectoryNotEmptyException used) {
            return;
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
