package dev.hivecluster.simulator;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.simulator.control.SimulatorPlan;
import dev.hivecluster.simulator.control.SimulatorStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The keys of a simulated cluster, and the files that let a person in. */
record ClusterAccess(SimulatorFiles files) {
    private static final String USER = "tf-user";

    void makeUserKey() throws IOException {
        make(files.directory().sshKey(), files.authorizedKey());
    }

    void makeHostKeys(SimulatorPlan plan, int from) throws IOException {
        for (int index = from; index <= plan.nodes(); index++) {
            String machine = plan.clusterName().node(index);
            make(files.hostKey(machine), files.publicHostKey(machine));
        }
    }

    Inventory letIn(SimulatorStatus status) throws IOException {
        ClusterDirectory directory = files.directory();
        AtomicFiles.write(
                directory.knownHosts(),
                status.nodes().stream()
                        .map(node -> "[%s]:%d %s\n"
                                .formatted(
                                        node.management(),
                                        node.sshPort(),
                                        node.hostKeys().get(0)))
                        .collect(Collectors.joining()));
        return new Inventory(
                status.plan().clusterName(),
                status.nodes(),
                USER,
                directory.path().relativize(directory.sshKey()).toString());
    }

    private static void make(Path privateKey, Path publicKey) throws IOException {
        try {
            KeyPair pair =
                    SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", null, out);
            AtomicFiles.writePrivate(privateKey, out.toString(StandardCharsets.UTF_8));
            AtomicFiles.write(publicKey, PublicKeyEntry.toString(pair.getPublic()) + "\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
