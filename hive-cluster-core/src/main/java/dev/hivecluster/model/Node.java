package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a cluster, as the inventory names it.
 *
 * @param name {@code <cluster>-<index>}
 * @param index counted from 1
 * @param management the address that people and the phases reach it at (SSH)
 * @param data the address that the nodes reach each other at, and on which Hive listens
 * @param sshPort the port of its SSH server
 * @param hostKeys its SSH host keys, each as {@code <type> <base64>}; empty where they are pinned on first use
 * @param servicePorts where the deployer maps Hive's ports to others, those: Hive is then reached at the management address;
 *     otherwise Hive is reached at the data address and its own ports
 * @param unknown fields of the inventory that this version doesn't know, kept as they are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Node(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) int index,
        @JsonProperty(required = true) String management,
        @JsonProperty(required = true) String data,
        @JsonProperty("ssh_port") int sshPort,
        @JsonProperty("host_keys") List<String> hostKeys,
        @JsonProperty("service_ports") Optional<ServicePorts> servicePorts,
        @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    private static final int DEFAULT_SSH_PORT = 22;

    public Node(
            String name,
            int index,
            String management,
            String data,
            int sshPort,
            @Nullable List<String> hostKeys,
            Optional<ServicePorts> servicePorts,
            @Nullable Map<String, Object> unknown) {
        this.name = name;
        this.index = index;
        this.management = management;
        this.data = data;
        this.sshPort = sshPort == 0 ? DEFAULT_SSH_PORT : sshPort;
        this.hostKeys = hostKeys == null ? List.of() : List.copyOf(hostKeys);
        this.servicePorts = servicePorts;
        this.unknown = unknown == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(unknown));
    }

    public Node(String name, int index, String management, String data, int sshPort, List<String> hostKeys) {
        this(name, index, management, data, sshPort, hostKeys, Optional.empty(), Map.of());
    }

    /** Where this node's Hive answers. */
    @JsonIgnore
    public NodeEndpoints endpoints() {
        String host = servicePorts.isPresent() ? management : data;
        ServicePorts ports = servicePorts.orElse(ServicePorts.HIVE);
        return new NodeEndpoints(
                name,
                URI.create("https://%s:%d".formatted(host, ports.gateway())),
                URI.create("https://%s:%d".formatted(host, ports.storage())),
                URI.create("http://%s:%d".formatted(host, ports.daemon())),
                URI.create("http://%s:%d".formatted(host, ports.natsMonitor())));
    }

    /** Whether this is the node that initialises the cluster. */
    @JsonIgnore
    public boolean isFirst() {
        return index == 1;
    }

    @Override
    public String toString() {
        return name;
    }
}
