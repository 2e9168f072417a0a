package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.SimulatorPlan;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files by which the deployer and the simulator's process know of each other. */
record SimulatorFiles(ClusterDirectory directory) {
    /** Those of the process. */
    BackgroundFiles process() {
        return new BackgroundFiles(directory, "simulator", "simulator");
    }

    /** What is to be simulated; written by the deployer. */
    Path plan() {
        return directory.deployer().resolve("plan.json");
    }

    /** How the process is reached; written by the process as soon as it can be. */
    Path state() {
        return process().state();
    }

    /** What the process is started with. */
    Path arguments() {
        return process().arguments();
    }

    /** A machine's private SSH host key. */
    Path hostKey(String machine) {
        return directory.deployer().resolve("host-keys").resolve(machine);
    }

    /** A machine's public SSH host key. */
    Path publicHostKey(String machine) {
        return directory.deployer().resolve("host-keys").resolve(machine + ".pub");
    }

    /** The public key with which people log in to the machines. */
    Path authorizedKey() {
        return directory.ssh().resolve(directory.sshKey().getFileName() + ".pub");
    }

    /** What the machine sees as its root directory. */
    Path disk(String machine) {
        return directory.deployer().resolve("machines").resolve(machine);
    }

    /** What the process writes to its standard output. */
    Path log() {
        return process().log();
    }

    /** Removes what the deployer made: the machines' files and all keys. */
    void deleteMachinesAndKeys() throws IOException {
        delete(directory.ssh());
        delete(directory.deployer());
    }

    /** Removes everything that would let somebody into the cluster, and the machines' files. */
    void deleteAccess() throws IOException {
        Files.deleteIfExists(directory.credentialsFile());
        Files.deleteIfExists(directory.environmentFile());
        deleteMachinesAndKeys();
    }

    /** Whether these files were made for a cluster with another record. */
    boolean belongToAnother(String recordId) {
        return recorded().or(this::planned).filter(id -> !id.equals(recordId)).isPresent();
    }

    private Optional<String> recorded() {
        try {
            return directory.record().map(ClusterRecord::id);
        } catch (RecordException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<String> planned() {
        try {
            return Optional.of(Json.read(plan(), SimulatorPlan.class).recordId());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof AccessDeniedException && Files.isDirectory(file)) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
                    delete(file);
                } else if (!(e instanceof NoSuchFileException)) {
                    throw e;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
