package dev.hivecluster.simulator;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files by which a cluster's background process and those who started it know of each other.
 *
 * @param name what the files' names begin with
 * @param noun what the process is, for people
 */
record BackgroundFiles(ClusterDirectory directory, String name, String noun) {
    private static final int ROOM = 64 * 1024;

    /** How the process is reached; written by the process as soon as it can be. */
    Path state() {
        return directory.deployer().resolve(name + ".json");
    }

    /** What the process is started with. */
    Path arguments() {
        return directory.deployer().resolve(name + ".args");
    }

    /** What the process writes to its standard output. */
    Path log() {
        return directory.logs().resolve(name + ".log");
    }

    /** Finds out whether the machines of a small cluster still have room on this disk. */
    void requireRoom() throws IOException {
        Path probe = directory.deployer().resolve("room");
        AtomicFiles.writePrivate(probe, " ".repeat(ROOM));
        Files.delete(probe);
    }

    /** The process, for people. */
    @Override
    public String toString() {
        return "the %s of cluster %s".formatted(noun, directory.name());
    }
}
