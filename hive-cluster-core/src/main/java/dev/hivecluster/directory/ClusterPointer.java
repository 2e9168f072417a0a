package dev.hivecluster.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the tests of a module find the cluster that the build made for them: {@code target/hive-clusters/<name>.json}. It is
 * written before the first machine exists, as a promise without a record's id, and again once the cluster is recorded;
 * whoever reads it compares the id, since the file may be older than the cluster that stands there now.
 *
 * @param cluster the cluster's name
 * @param directory the cluster's own directory, {@code clusters/<name>}, absolute
 * @param recordId the id of the record that is meant; empty while the cluster is only promised
 * @param owner the process that wrote it: a test that it started may count on the cluster, any other takes a pointer to
 *     nothing for a leftover
 */
public record ClusterPointer(ClusterName cluster, Path directory, Optional<String> recordId, Owner owner) {
    /** The directory of a module's pointers, in its build directory. */
    public static final String DIRECTORY = "hive-clusters";

    private static final String SUFFIX = ".json";

    /** @throws IllegalArgumentException if the directory is none of a cluster of that name */
    public ClusterPointer {
        directory = directory.toAbsolutePath().normalize();
        if (!directory.endsWith(cluster.value())) {
            throw new IllegalArgumentException(
                    "the directory of cluster %s is named like it, not %s".formatted(cluster, directory));
        }
    }

    /** A pointer to a cluster that is about to be made. */
    public static ClusterPointer promise(ClusterDirectory directory, Owner owner) {
        return new ClusterPointer(directory.name(), directory.path(), Optional.empty(), owner);
    }

    /** A pointer to a cluster that is recorded. */
    public static ClusterPointer to(ClusterDirectory directory, ClusterRecord record, Owner owner) {
        return new ClusterPointer(directory.name(), directory.path(), Optional.of(record.id()), owner);
    }

    /** The pointers in a module's build directory, by name; none if there is no such directory. */
    public static List<ClusterPointer> find(Path buildDirectory) throws IOException {
        Path directory = buildDirectory.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<ClusterPointer> pointers = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
                    pointers.add(read(file));
                }
            }
        }
        return List.copyOf(pointers);
    }

    /**
     * Reads one.
     *
     * @throws IOException if it cannot be read, or is none; the message names the file
     */
    public static ClusterPointer read(Path file) throws IOException {
        return Json.read(file, Form.class).pointer();
    }

    /** Replaces the pointer of this name in a module's build directory. */
    public void write(Path buildDirectory) throws IOException {
        AtomicFiles.write(file(buildDirectory, cluster), Json.write(Form.of(this)));
    }

    /** Removes the pointer of that name, if there is one: the cluster is gone. */
    public static void remove(Path buildDirectory, ClusterName cluster) throws IOException {
        Files.deleteIfExists(file(buildDirectory, cluster));
    }

    /** What it points to. */
    public ClusterDirectory clusterDirectory() {
        return new ClusterDirectory(directory.resolveSibling(""), cluster);
    }

    private static Path file(Path buildDirectory, ClusterName cluster) {
        return buildDirectory.resolve(DIRECTORY).resolve(cluster + SUFFIX);
    }

    /** The file: a path is text in it, for whoever reads it without Java. */
    private record Form(ClusterName cluster, String directory, Optional<String> recordId, Owner owner) {
        @JsonCreator
        Form(
                @JsonProperty(required = true) ClusterName cluster,
                @JsonProperty(required = true) String directory,
                Optional<String> recordId,
                @JsonProperty(required = true) Owner owner) {
            this.cluster = cluster;
            this.directory = directory;
            this.recordId = recordId;
            this.owner = owner;
        }

        static Form of(ClusterPointer pointer) {
            return new Form(pointer.cluster, pointer.directory.toString(), pointer.recordId, pointer.owner);
        }

        ClusterPointer pointer() {
            return new ClusterPointer(cluster, Path.of(directory), recordId, owner);
        }
    }
}
