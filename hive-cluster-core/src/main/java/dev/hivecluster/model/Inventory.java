package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a cluster: what a deployer hands to the configure phase.
 *
 * @param clusterName the cluster's name
 * @param nodes the machines, by index from 1
 * @param sshUser the user that logs in
 * @param sshKeyPath its private key: absolute, or relative to the inventory's own directory
 * @param unknown fields that this version doesn't know, kept as they are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Inventory(
        @JsonProperty(value = "cluster_name", required = true)
        ClusterName clusterName,

        @JsonProperty(required = true) List<Node> nodes,
        @JsonProperty(value = "ssh_user", required = true) String sshUser,

        @JsonProperty(value = "ssh_key_path", required = true)
        String sshKeyPath,

        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

    /** @throws IllegalArgumentException if there is no node, or if two nodes share a name, an index or an address */
    public Inventory(
            ClusterName clusterName,
            List<Node> nodes,
            String sshUser,
            String sshKeyPath,
            @Nullable Map<String, Object> unknown) {
        present("cluster_name", clusterName);
        present("nodes", nodes);
        present("ssh_user", sshUser);
        present("ssh_key_path", sshKeyPath);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("the inventory of cluster %s lists no nodes".formatted(clusterName));
        }
        distinct("name", nodes.stream().map(Node::name).toList());
        distinct(
                "index",
                nodes.stream().map(node -> Integer.toString(node.index())).toList());
        distinct(
                "management address",
                nodes.stream()
                        .map(node -> node.management() + ":" + node.sshPort())
                        .toList());
        List<Node> sorted = new ArrayList<>(nodes);
        sorted.sort((a, b) -> Integer.compare(a.index(), b.index()));
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i).index() != i + 1) {
                throw new IllegalArgumentException(
                        "the nodes' indexes must run from 1 to %d without a gap, but %s has index %d"
                                .formatted(
                                        sorted.size(),
                                        sorted.get(i).name(),
                                        sorted.get(i).index()));
            }
        }
        this.clusterName = clusterName;
        this.nodes = List.copyOf(sorted);
        this.sshUser = sshUser;
        this.sshKeyPath = sshKeyPath;
        this.unknown = unknown == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(unknown));
    }

    public Inventory(ClusterName clusterName, List<Node> nodes, String sshUser, String sshKeyPath) {
        this(clusterName, nodes, sshUser, sshKeyPath, Map.of());
    }

    /**
     * The node with the given index, counted from 1.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(int index) {
        if (index < 1 || index > nodes.size()) {
            throw new IllegalArgumentException(
                    "cluster %s has nodes 1 to %d, not %d".formatted(clusterName, nodes.size(), index));
        }
        return nodes.get(index - 1);
    }

    /** A file may hold a null where a field is needed. */
    private static void present(String field, @Nullable Object value) {
        if (value == null || value.equals("")) {
            throw new IllegalArgumentException("%s has no value".formatted(field));
        }
    }

    private static void distinct(String what, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                throw new IllegalArgumentException("two nodes have the %s %s".formatted(what, value));
            }
        }
    }
}
