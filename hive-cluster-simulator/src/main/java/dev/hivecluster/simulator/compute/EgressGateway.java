package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;

/**
 * What is stored of an egress-only internet gateway.
 *
 * @param id such as {@code eigw-8f3286e7ba2dfe86b}
 * @param vpcId the network that was named; Hive 0.2 has none, so any will do
 * @param tags those that it was made with
 */
record EgressGateway(
        @JsonProperty("egress_only_internet_gateway_id") String id,
        @JsonProperty("vpc_id") String vpcId,
        @JsonProperty("tags") Map<String, String> tags) {
    EgressGateway {
        Objects.requireNonNull(id);
        Objects.requireNonNull(vpcId);
        tags = Map.copyOf(tags);
    }
}
