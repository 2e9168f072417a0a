package dev.hivecluster.remote;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cluster's {@code ssh/config}: with it a person's OpenSSH reaches each node by its name or its address, with the
 * cluster's key, and only if it is the node that it should be.
 */
public final class SshConfig {
    private SshConfig() {}

    /**
     * Writes it.
     *
     * @throws IOException if it cannot be written, or a path cannot be named in it
     */
    public static void write(ClusterDirectory directory, Inventory inventory) throws IOException {
        StringBuilder config = new StringBuilder(
                "# ssh -F " + directory.sshConfig() + " " + inventory.node(1).name() + "\n");
        for (Node node : inventory.nodes()) {
            config.append("\nHost ").append(String.join(" ", aliases(node, inventory)));
            config.append("\n    HostName ").append(node.management());
            config.append("\n    Port ").append(node.sshPort()).append('\n');
        }
        config.append("\nHost *");
        config.append("\n    User ").append(inventory.sshUser());
        config.append("\n    IdentityFile ").append(quoted(directory.path().resolve(inventory.sshKeyPath())));
        config.append("\n    IdentitiesOnly yes");
        config.append("\n    IdentityAgent none");
        config.append("\n    PreferredAuthentications publickey");
        config.append("\n    StrictHostKeyChecking yes");
        config.append("\n    UserKnownHostsFile ").append(quoted(directory.knownHosts()));
        config.append("\n    GlobalKnownHostsFile none\n");
        AtomicFiles.write(directory.sshConfig(), config.toString());
    }

    /** The node's name, and those of its addresses that are its alone. */
    private static List<String> aliases(Node node, Inventory inventory) {
        List<String> aliases = new ArrayList<>();
        aliases.add(node.name());
        Stream.of(node.management(), node.data())
                .distinct()
                .filter(address -> inventory.nodes().stream()
                        .filter(other -> !other.equals(node))
                        .noneMatch(other -> other.management().equals(address)
                                || other.data().equals(address)))
                .forEach(aliases::add);
        return aliases;
    }

    /** As an argument of ssh_config(5), where a percent sign begins a token. */
    private static String quoted(Path path) throws IOException {
        String text = path.toAbsolutePath().toString();
        if (text.indexOf('\n') >= 0 || text.contains("${")) {
            throw new IOException(
                    "OpenSSH's configuration cannot name the path '%s'; move the clusters' directory".formatted(text));
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + "\"";
    }
}
