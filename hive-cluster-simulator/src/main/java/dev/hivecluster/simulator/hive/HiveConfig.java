package dev.hivecluster.simulator.hive;

import dev.hivecluster.model.Credentials;
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
