package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.node.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that Hive makes on its machine, with the modes that it gives them. */
final class MachineFiles {
    static final String SECRET = "rw-------";
    static final String PUBLIC = "rw-r--r--";
    static final String OWN_DIRECTORY = "rwx------";
    static final String DATA_DIRECTORY = "rwxr-x---";

    private final Invocation invocation;

    MachineFiles(Invocation invocation) {
        this.invocation = invocation;
    }

    boolean exists(String path) {
        return Files.exists(invocation.file(path));
    }

    String read(String path) throws IOException {
        return Files.readString(invocation.file(path));
    }

    /** Replaces a file; nobody sees it with other permissions than these. */
    void write(String path, String content, String mode) throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        Path file = invocation.file(path);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
        Files.setPosixFilePermissions(file, permissions);
        Files.writeString(file, content);
    }

    /** Makes a directory and those above it, where they are missing; one that is there keeps its mode. */
    void directory(String path, String mode) throws IOException {
        Path directory = invocation.file(path);
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWN_DIRECTORY)));
        }
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }
}
