package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.URI;
import java.util.List;

/**
 * What the configure phase hands to the tests: where a formed cluster answers. The credentials and the CA's certificate
 * lie beside it, in files of the cluster directory.
 *
 * @param region Hive's region
 * @param availabilityZone Hive's availability zone
 * @param hiveVersion the dialect that was found, such as {@code hive-0.2}
 * @param nodes each node's services, in the order of their indexes
 */
public record Endpoints(String region, String availabilityZone, String hiveVersion, List<NodeEndpoints> nodes) {
    /** @throws IllegalArgumentException if there is no node */
    public Endpoints {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("the endpoints of no node are known");
        }
        nodes = List.copyOf(nodes);
    }

    /** The first node's gateway. */
    @JsonIgnore
    public URI gateway() {
        return nodes.get(0).gateway();
    }

    /** The first node's storage. */
    @JsonIgnore
    public URI storage() {
        return nodes.get(0).storage();
    }

    /**
     * The services of one node.
     *
     * @throws IllegalArgumentException if the cluster has no such node
     */
    public NodeEndpoints of(Node node) {
        return nodes.stream()
                .filter(endpoints -> endpoints.node().equals(node.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no endpoints are known for " + node.name()));
    }
}
