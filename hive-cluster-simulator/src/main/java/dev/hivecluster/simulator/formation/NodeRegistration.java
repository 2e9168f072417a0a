package dev.hivecluster.simulator.formation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells of itself when it joins, and what the others learn of it (hive contract, section 2.4).
 *
 * @param name the node's name, as Hive knows it
 * @param bindIp the address that its services bind to
 * @param clusterIp the address of its NATS server for the other NATS servers
 * @param region its region
 * @param availabilityZone its availability zone
 * @param port its daemon's port
 * @param services the services that run on it; empty for all, and then absent from the wire
 */
@JsonPropertyOrder({"name", "bind_ip", "cluster_ip", "region", "az", "port", "services"})
public record NodeRegistration(
        @JsonProperty("name") String name,
        @JsonProperty("bind_ip") String bindIp,
        @JsonProperty("cluster_ip") String clusterIp,
        @JsonProperty("region") String region,
        @JsonProperty("az") String availabilityZone,
        @JsonProperty("port") int port,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("services")
        List<String> services) {
    /** What the wire left out is empty, as in Hive. */
    public NodeRegistration {
        name = orEmpty(name);
        bindIp = orEmpty(bindIp);
        clusterIp = orEmpty(clusterIp);
        region = orEmpty(region);
        availabilityZone = orEmpty(availabilityZone);
        services = services == null ? List.of() : List.copyOf(services);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
