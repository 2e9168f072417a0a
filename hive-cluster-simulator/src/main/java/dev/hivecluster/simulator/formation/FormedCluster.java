package dev.hivecluster.simulator.formation;

import java.util.Map;

/**
 * What a node knows when formation is complete.
 *
 * @param nodes all nodes of the cluster by their names, sorted
 * @param credentials what all nodes share
 * @param caCertificate what {@code ca.pem} holds
 * @param caKey what {@code ca.key} holds
 */
public record FormedCluster(
        Map<String, NodeRegistration> nodes, ClusterSecrets credentials, String caCertificate, String caKey) {
    @Override
    public String toString() {
        return "FormedCluster" + nodes.keySet();
    }
}
