package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The hosts that a cluster's machines were put on, in turn. A host that is added to Proxmox, or goes offline, must not move
 * the machines of a cluster that stands.
 */
record NotedHosts(ClusterDirectory directory) {
    private Path file() {
        return directory.deployer().resolve("proxmox-hosts.json");
    }

    /** Their names; none if the cluster has no machines yet. */
    List<String> read() throws DeployException {
        if (Files.notExists(file())) {
            return List.of();
        }
        try {
            return Json.read(file(), Names.class).hosts();
        } catch (IOException e) {
            throw new DeployException("%s cannot be read: %s".formatted(file(), e.getMessage()), e);
        }
    }

    void write(List<String> names) throws DeployException {
        try {
            AtomicFiles.write(file(), Json.write(new Names(names)));
        } catch (IOException e) {
            throw new DeployException("%s cannot be written: %s".formatted(file(), e.getMessage()), e);
        }
    }

    private record Names(List<String> hosts) {}
}
