package dev.hivecluster.simulator.formation;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The credentials that the leader hands to every node (hive contract, section 2.4).
 *
 * @param accessKey the cluster's one access key
 * @param secretKey its secret; never part of a log, a report or a command line
 * @param accountId twelve digits
 * @param natsToken the token that NATS does not ask for
 * @param clusterName the name of the NATS cluster
 * @param region the cluster's region
 */
public record ClusterSecrets(
        @JsonProperty("access_key") String accessKey,
        @JsonProperty("secret_key") String secretKey,
        @JsonProperty("account_id") String accountId,
        @JsonProperty("nats_token") String natsToken,
        @JsonProperty("cluster_name") String clusterName,
        @JsonProperty("region") String region) {
    @Override
    public String toString() {
        return "ClusterSecrets[" + accessKey + "]";
    }
}
