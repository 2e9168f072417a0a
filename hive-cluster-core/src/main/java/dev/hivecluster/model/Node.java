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
import java.util.regex.Pattern;
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
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");

    /** Nothing that could end a host in a URL, an argument or a line of a file. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.:_-]*[A-Za-z0-9])?|::1?");

    /**
     * @throws IllegalArgumentException if the name is none that a host and a file may have, an address is none, or a port is
     *     out of range
     */
    public Node(
            String name,
            int index,
            String management,
            String data,
            int sshPort,
            @Nullable List<String> hostKeys,
            Optional<ServicePorts> servicePorts,
            @Nullable Map<String, Object> unknown) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a node is its host name and a file name: letters, digits, dots and hyphens, first and last a letter or digit, at most 63; not \"%s\""
                            .formatted(name));
        }
        address("management", management, name);
        address("data", data, name);
        if (sshPort < 0 || sshPort > ServicePorts.LAST) {
            throw new IllegalArgumentException(
                    "the ssh_port of %s is %d; it must be 1 to %d".formatted(name, sshPort, ServicePorts.LAST));
        }
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
        String address = servicePorts.isPresent() ? management : data;
        String host = address.contains(":") ? "[" + address + "]" : address;
        ServicePorts ports = servicePorts.orElse(ServicePorts.HIVE);
        return new NodeEndpoints(
                name,
                URI.create("https://%s:%d".formatted(host, ports.gateway())),
                URI.create("https://%s:%d".formatted(host, ports.storage())),
                URI.create("http://%s:%d".formatted(host, ports.daemon())),
                URI.create("http://%s:%d".formatted(host, ports.natsMonitor())));
    }

    private static void address(String field, @Nullable String address, String node) {
        if (address == null || !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("the %s address of %s is \"%s\"; expected an IP address or a host name"
                    .formatted(field, node, address));
        }
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
