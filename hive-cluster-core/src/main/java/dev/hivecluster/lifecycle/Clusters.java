package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory that holds all clusters of a build, each in a directory of its own; git does not see it. */
public final class Clusters {
    private final Path directory;

    public Clusters(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Where it lies. */
    public Path directory() {
        return directory;
    }

    /** The directory of the cluster of that name, whether it exists or not. */
    public ClusterDirectory cluster(ClusterName name) {
        return new ClusterDirectory(directory, name);
    }

    /** The names of all clusters that are recorded here, sorted. */
    public List<ClusterName> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> Files.exists(child.resolve("cluster.json")))
                    .flatMap(child -> name(child).stream())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Takes the lock that every change of a cluster needs.
     *
     * @param purpose what for, for whoever is refused meanwhile
     * @throws ClusterStateException if another process holds it; the message names it
     */
    public ClusterLock lock(ClusterName name, Owner owner, String purpose)
            throws ClusterStateException, IOException, InterruptedException {
        Path locks = directory.resolve(".locks");
        // Once, and first: what is in the directory already can be locked on a full disk, too.
        Path ignore = directory.resolve(".gitignore");
        if (!Files.exists(locks) && !Files.exists(ignore)) {
            AtomicFiles.write(ignore, "*\n");
        }
        return ClusterLock.take(locks.resolve(name.value()), name, owner, purpose);
    }

    private static Optional<ClusterName> name(Path child) {
        try {
            return Optional.of(new ClusterName(child.getFileName().toString()));
        } catch (InvalidSettingException notOurs) {
            return Optional.empty();
        }
    }
}
