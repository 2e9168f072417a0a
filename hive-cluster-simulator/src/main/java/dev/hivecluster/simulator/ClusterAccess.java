package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.remote.KnownHosts;
import dev.hivecluster.remote.SshConfig;
import dev.hivecluster.remote.SshKeyPair;
import dev.hivecluster.simulator.control.SimulatorStatus;
import dev.hivecluster.simulator.node.SimulatedNode;
import java.io.IOException;
import java.nio.file.Files;

/** The deployer's side of the way in: it makes all keys, and writes what a person's SSH needs. */
record ClusterAccess(SimulatorFiles files) {
    /** Makes the key with which people log in. */
    void makeUserKey() throws IOException {
        SshKeyPair.generate(files.directory().name().value())
                .write(files.directory().sshKey());
    }

    /** Makes the host keys of some machines, by their indexes. */
    void makeHostKeys(ClusterName cluster, int first, int last) throws IOException {
        for (int index = first; index <= last; index++) {
            String machine = cluster.node(index);
            SshKeyPair.generate(machine).write(files.hostKey(machine));
        }
    }

    /**
     * Lets people in to these machines.
     *
     * @throws IOException if that is not possible, since the key is gone
     */
    Inventory letIn(SimulatorStatus status) throws IOException {
        ClusterDirectory directory = files.directory();
        if (!Files.exists(directory.sshKey())) {
            throw new IOException(
                    "%s is gone, and no other key lets anybody in to the nodes; destroy the cluster and make it again"
                            .formatted(directory.sshKey()));
        }
        Inventory inventory = new Inventory(
                status.plan().clusterName(),
                status.nodes(),
                SimulatedNode.USER,
                directory.path().relativize(directory.sshKey()).toString());
        KnownHosts.write(directory, inventory);
        SshConfig.write(directory, inventory);
        return inventory;
    }
}
