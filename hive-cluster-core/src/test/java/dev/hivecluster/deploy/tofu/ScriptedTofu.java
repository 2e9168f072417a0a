package dev.hivecluster.deploy.tofu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A stand-in for tofu: a shell script that does what a test wants to see. */
final class ScriptedTofu {
    private ScriptedTofu() {}

    /**
     * Writes it.
     *
     * @param body in the language of {@code sh}
     */
    static Path write(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent() == null ? Path.of(".") : file.getParent());
        // In place of a file that may be running: a program that is open for writing cannot be run.
        Path beside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwx------"));
        return Files.move(beside, file);
    }
}
