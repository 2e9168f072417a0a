package dev.hivecluster.simulator.hive;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code hive.toml} (hive contract, section 2.5).
 *
 * @param node the name of the node that it configures, as Hive knows it
 * @param nodes all nodes of the cluster, this one included
 * @param accountId twelve digits
 * @param credentials the one access key of the cluster
 * @param natsToken the token that NATS does not ask for
 * @param configDirectory the directory that it lies in, as the machine's programs see it
 * @param dataDirectory the directory of logs, objects and state, as the machine's programs see it
 */
public record HiveConfig(
        String node,
        List<ConfiguredNode> nodes,
        String accountId,
        Credentials credentials,
        String natsToken,
        String configDirectory,
        String dataDirectory) {
    public HiveConfig {
        nodes = List.copyOf(nodes);
    }

    /** The node that it configures. */
    public ConfiguredNode self() {
        return nodes.stream()
                .filter(other -> other.name().equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("hive.toml does not describe its own node " + node));
    }

    /** The number of this node's storage in the cluster's: the place of its name among all, counted from 1. */
    public int storageId() {
        List<String> names = nodes.stream().map(ConfiguredNode::name).sorted().toList();
        return names.indexOf(node) + 1;
    }

    /**
     * Reads the file of a machine. The directory of its data is what {@code nats.conf} beside it says,
     * else the one above.
     *
     * @param path the file, absolute, as the machine's programs see it
     * @throws java.nio.file.NoSuchFileException if it is missing
     * @throws IOException if it cannot be read, or is no such file
     */
    public static HiveConfig read(Host host, String path) throws IOException {
        String toml = Files.readString(host.file(path));
        String directory = path.substring(0, path.lastIndexOf('/'));
        String above = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
        Path nats = host.file(directory + "/nats/nats.conf");
        String data = Files.exists(nats)
                ? NatsConf.dataDirectory(Files.readString(nats)).orElse(above)
                : above;
        try {
            return HiveToml.read(toml, directory, data);
        } catch (IOException e) {
            throw new IOException("%s on %s: %s".formatted(path, host.name(), e.getMessage()), e);
        }
    }

    /**
     * A node of the cluster.
     *
     * @param name as Hive knows it, such as {@code node1}
     * @param host the address that it binds to; {@code 0.0.0.0} for all
     * @param port the daemon's and the formation server's
     * @param services the services that run on it; empty for all
     */
    public record ConfiguredNode(
            String name, String host, int port, String region, String availabilityZone, List<String> services) {
        public ConfiguredNode {
            services = List.copyOf(services);
        }
    }
}
