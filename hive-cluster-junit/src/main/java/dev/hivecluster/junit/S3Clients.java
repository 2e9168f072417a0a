package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the SDK's S3 clients. */
final class S3Clients {
    private S3Clients() {}

    static S3Client create(Cluster cluster, Node node) {
        return AwsClients.configure(S3Client.builder(), cluster)
                .endpointOverride(cluster.endpoints().of(node).storage())
                .forcePathStyle(true)
                .build();
    }
}
