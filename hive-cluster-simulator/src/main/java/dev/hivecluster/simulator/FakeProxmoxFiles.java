package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a faked Proxmox that lives for one cluster has its files. */
record FakeProxmoxFiles(ClusterDirectory directory) {
    /** What it is, for people. */
    static final String NOUN = "faked Proxmox";

    private static final String NAME = "fake-proxmox";

    /** Those of its process. */
    BackgroundFiles process() {
        return new BackgroundFiles(directory, NAME, NOUN);
    }

    /** Its own: disks, cloud-init files, keys. */
    Path root() {
        return directory.deployer().resolve(NAME);
    }

    /** The way in, with its secrets; written by the process before it can be reached. */
    Path access() {
        return root().resolve("access.json");
    }

    /** Removes all but its log. */
    void delete() throws IOException {
        Trees.delete(root());
        Files.deleteIfExists(process().state());
        Files.deleteIfExists(process().arguments());
    }
}
