package dev.hivecluster.simulator.formation;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /formation/join} (hive contract, section 2.4).
 *
 * @param success whether the node is now part of the cluster
 * @param message what happened
 * @param joined how many nodes have joined; 0 if this one has not
 * @param expected how many nodes the cluster will have; 0 if this one has not joined
 */
record JoinAnswer(
        @JsonProperty("success") boolean success,
        @JsonProperty("message") @Nullable String message,
        @JsonProperty("joined") int joined,
        @JsonProperty("expected") int expected) {
    static JoinAnswer refused(String reason) {
        return new JoinAnswer(false, reason, 0, 0);
    }
}
