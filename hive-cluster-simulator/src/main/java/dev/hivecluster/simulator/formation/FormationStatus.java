package dev.hivecluster.simulator.formation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /formation/status} (hive contract, section 2.4).
 *
 * @param complete whether all expected nodes have joined; only then is the rest known
 * @param joined how many nodes have joined, the leader included
 * @param expected how many nodes the cluster will have
 * @param nodes by their names
 * @param credentials what all nodes share
 * @param caCertificate what {@code ca.pem} holds
 * @param caKey what {@code ca.key} holds
 */
public record FormationStatus(
        @JsonProperty("complete") boolean complete,
        @JsonProperty("joined") int joined,
        @JsonProperty("expected") int expected,
        @JsonProperty("nodes") @Nullable Map<String, NodeRegistration> nodes,
        @JsonProperty("credentials") @Nullable ClusterSecrets credentials,
        @JsonProperty("ca_cert") @Nullable String caCertificate,
        @JsonProperty("ca_key") @Nullable String caKey) {
    public FormationStatus {
        nodes = nodes == null ? null : Collections.unmodifiableMap(new TreeMap<>(nodes));
    }

    @Override
    public String toString() {
        return "FormationStatus[" + joined + "/" + expected + "]";
    }
}
