package dev.hivecluster.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory of one cluster, {@code clusters/<name>}: where each thing lies, and the files that one phase hands to the
 * next. Every file is replaced atomically.
 */
public final class ClusterDirectory {
    private final Path root;
    private final ClusterName name;

    /** @param clusters the directory that holds all clusters of a build */
    public ClusterDirectory(Path clusters, ClusterName name) {
        this.root = clusters.toAbsolutePath().normalize().resolve(name.value());
        this.name = name;
    }

    public ClusterName name() {
        return name;
    }

    /** The directory itself, absolute. */
    public Path path() {
        return root;
    }

    /** The record; mode 0600. */
    public Path recordFile() {
        return root.resolve("cluster.json");
    }

    /** The machines, in the form of the seed, with additive fields. */
    public Path inventoryFile() {
        return root.resolve("inventory.json");
    }

    /** Private to the deployer. */
    public Path deployer() {
        return root.resolve("deployer");
    }

    /** The user's way in: {@code id_ed25519}, {@code known_hosts}, {@code config}. */
    public Path ssh() {
        return root.resolve("ssh");
    }

    public Path sshKey() {
        return ssh().resolve("id_ed25519");
    }

    public Path knownHosts() {
        return ssh().resolve("known_hosts");
    }

    public Path sshConfig() {
        return ssh().resolve("config");
    }

    /** What clients of Hive need: the CA's certificate, credentials, environment, endpoints. */
    public Path hive() {
        return root.resolve("hive");
    }

    public Path caCertificate() {
        return hive().resolve("ca.pem");
    }

    /** An AWS shared credentials file with the profile {@code hive}; mode 0600. */
    public Path credentialsFile() {
        return hive().resolve("credentials");
    }

    /** An AWS shared configuration file with the profile {@code hive}. */
    public Path awsConfig() {
        return hive().resolve("aws-config");
    }

    /** Variables for a POSIX shell: {@code . clusters/<name>/hive/env}; mode 0600. */
    public Path environmentFile() {
        return hive().resolve("env");
    }

    public Path endpointsFile() {
        return hive().resolve("endpoints.json");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path testResults() {
        return root.resolve("test-results");
    }

    public Path evidence() {
        return root.resolve("evidence");
    }

    public Path report() {
        return root.resolve("report");
    }

    /**
     * The record, if there is one.
     *
     * @throws RecordException if it cannot be read, or was written by a newer version
     */
    public Optional<ClusterRecord> record() throws RecordException {
        Path file = recordFile();
        refuseFilesAbove();
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            int version = Json.read(file, Version.class).version();
            if (version > ClusterRecord.VERSION) {
                throw new RecordException(
                        "%s has version %d, but this plugin knows up to %d; use the plugin version that made the cluster"
                                .formatted(file, version, ClusterRecord.VERSION));
            }
            return Optional.of(Json.read(file, ClusterRecord.class));
        } catch (RecordException e) {
            throw e;
        } catch (MalformedJsonException e) {
            throw new RecordException(
                    "%s; nothing was changed. Restore it, or destroy what it stood for and remove %s"
                            .formatted(e.getMessage(), root),
                    e);
        } catch (IOException e) {
            throw new RecordException(
                    "%s cannot be read (%s); nothing was changed. Restore it, or destroy what it stood for and remove %s"
                            .formatted(file, e.getMessage(), root),
                    e);
        }
    }

    /** Asked first: whether a file beneath a file exists is answered differently by one Java and the next. */
    private void refuseFilesAbove() throws RecordException {
        for (Path above = root; above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                throw new RecordException(
                        "%s is a file, where a directory of clusters is expected; remove it, or choose another place with -Dhive.clustersDirectory=…"
                                .formatted(above));
            }
        }
    }

    /** Replaces the record; only its owner may read it, since a deployer's setting may be a secret. */
    public void write(ClusterRecord record) throws WriteException {
        AtomicFiles.writePrivate(recordFile(), Json.write(record));
    }

    /**
     * The id of the record: what machines are tagged with.
     *
     * @throws RecordException if there is no record, or it cannot be read
     */
    public String recordId() throws RecordException {
        return record().map(ClusterRecord::id)
                .orElseThrow(() -> new RecordException("%s does not exist".formatted(recordFile())));
    }

    /**
     * The machines, if they were made.
     *
     * @throws BrokenFileException if the file is no inventory
     */
    public Optional<Inventory> inventory() throws IOException {
        return read(inventoryFile(), Inventory.class);
    }

    public void write(Inventory inventory) throws WriteException {
        AtomicFiles.write(inventoryFile(), Json.write(inventory));
    }

    /**
     * Where Hive answers, if it was formed.
     *
     * @throws BrokenFileException if the file holds no endpoints
     */
    public Optional<Endpoints> endpoints() throws IOException {
        return read(endpointsFile(), Endpoints.class);
    }

    private <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return Files.notExists(file) ? Optional.empty() : Optional.of(Json.read(file, type));
        } catch (MalformedJsonException e) {
            throw new BrokenFileException(this, e);
        }
    }

    /** What every version of the record begins with. */
    private record Version(@JsonProperty(required = true) int version) {}

    @Override
    public String toString() {
        return root.toString();
    }
}
