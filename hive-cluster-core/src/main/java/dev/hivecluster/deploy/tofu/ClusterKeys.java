package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.KnownHosts;
import dev.hivecluster.remote.SshConfig;
import dev.hivecluster.remote.SshKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SSH keys of a cluster: with which people log in, and by which each machine is known. They are made once. */
record ClusterKeys(ClusterDirectory directory, TofuFiles files) {
    /**
     * The public key's file of whoever logs in; the pair is made if there is none.
     *
     * @param machinesExist whether machines let in the key that there should be
     */
    Path userKey(boolean machinesExist) throws DeployException, IOException {
        Path open = pub(directory.sshKey());
        if (hasUserKey()) {
            return open;
        }
        if (machinesExist) {
            throw new DeployException(
                    "%s is gone, and no other key lets anybody in to the machines; destroy the cluster and make it again"
                            .formatted(directory.sshKey()));
        }
        SshKeyPair.generate(directory.name().value()).write(directory.sshKey());
        return open;
    }

    boolean hasUserKey() {
        return isThere(directory.sshKey());
    }

    /** The host keys of the nodes, in order; those that are missing are made. */
    List<SshKeyPair> hostKeys(ClusterSpec spec, Activity activity) throws IOException {
        List<SshKeyPair> keys = new ArrayList<>();
        for (int index = 1; index <= spec.nodes(); index++) {
            String node = spec.name().node(index);
            Path file = files.hostKey(node);
            if (!isThere(file)) {
                SshKeyPair.generate(node).write(file);
            }
            SshKeyPair key = new SshKeyPair(
                    Files.readString(file), Files.readString(pub(file)).strip());
            activity.hide(key.privateKey());
            keys.add(key);
        }
        return keys;
    }

    /**
     * Writes what a person's SSH needs.
     *
     * @param before the inventory of an earlier {@code up}
     */
    void letIn(Inventory inventory, Optional<Inventory> before, Activity activity) throws IOException {
        List<String> unknown = inventory.nodes().stream()
                .filter(node -> node.hostKeys().isEmpty())
                .map(Node::name)
                .toList();
        boolean pinned = !unknown.isEmpty()
                && Files.exists(directory.knownHosts())
                && before.filter(known -> inventory.nodes().containsAll(known.nodes()))
                        .isPresent();
        if (!pinned) {
            KnownHosts.write(directory, inventory);
            if (!unknown.isEmpty()) {
                activity.warning(
                        "%s made their SSH host keys themselves; those that they show first are taken for theirs"
                                .formatted(String.join(", ", unknown)));
            }
        }
        SshConfig.write(directory, inventory);
    }

    private static boolean isThere(Path key) {
        return Files.exists(key) && Files.exists(pub(key));
    }

    private static Path pub(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }
}
