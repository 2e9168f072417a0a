package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The client libraries that a test may have on its class path or not. Nothing here loads a class of one before a client of
 * it is asked for: the classes that name them do nothing else.
 */
enum ClientLibrary {
    EC2(
            "software.amazon.awssdk.services.ec2.Ec2Client",
            "software.amazon.awssdk:ec2 and software.amazon.awssdk:url-connection-client",
            true),
    S3(
            "software.amazon.awssdk.services.s3.S3Client",
            "software.amazon.awssdk:s3 and software.amazon.awssdk:url-connection-client",
            true),
    REST_ASSURED("io.restassured.specification.RequestSpecification", "io.rest-assured:rest-assured", false);

    /** How long every client waits for a connection. */
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /** How long every client waits for an answer that stands still. */
    static final Duration READ_LIMIT = Duration.ofSeconds(60);

    private final String type;
    private final String artifacts;
    private final boolean shared;

    /**
     * @param type the class of a client
     * @param artifacts what brings it, for people
     * @param shared whether one client serves all tests; otherwise a test may change it
     */
    ClientLibrary(String type, String artifacts, boolean shared) {
        this.type = type;
        this.artifacts = artifacts;
        this.shared = shared;
    }

    /** The library whose client a parameter of this type is. */
    static Optional<ClientLibrary> of(Type parameter) {
        return Arrays.stream(values())
                .filter(library -> library.type.equals(parameter.getTypeName()))
                .findFirst();
    }

    boolean isShared() {
        return shared;
    }

    String simpleName() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /**
     * A client of one node's services.
     *
     * @throws HiveClusterException if the library is not there, or not whole
     */
    Object create(Cluster cluster, Node node) {
        try {
            return switch (this) {
                case EC2 -> Ec2Clients.create(cluster, node);
                case S3 -> S3Clients.create(cluster, node);
                case REST_ASSURED -> RestAssuredSpecifications.create(cluster, node);
            };
        } catch (NoClassDefFoundError e) {
            throw new HiveClusterException(
                    "%s needs %s on the test class path; %s is not there"
                            .formatted(
                                    simpleName(),
                                    artifacts,
                                    String.valueOf(e.getMessage()).replace('/', '.')),
                    e);
        }
    }
}
