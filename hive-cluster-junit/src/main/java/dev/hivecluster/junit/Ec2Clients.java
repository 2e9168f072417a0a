package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Makes the SDK's EC2 clients. */
final class Ec2Clients {
    private Ec2Clients() {}

    static Ec2Client create(Cluster cluster, Node node) {
        return AwsClients.configure(Ec2Client.builder(), cluster)
                .endpointOverride(cluster.endpoints().of(node).gateway())
                .build();
    }
}
