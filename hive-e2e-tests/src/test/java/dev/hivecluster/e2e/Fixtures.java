package dev.hivecluster.e2e;

import dev.hivecluster.lifecycle.Cluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** What tests share, by cluster. It is removed when the run is over, while the clusters still stand. */
final class Fixtures implements AutoCloseable {
    private final Map<Path, ClusterFixtures> byCluster = new ConcurrentHashMap<>();

    /** What is shared on a cluster. */
    ClusterFixtures on(Cluster cluster, Ec2Client ec2, S3Client s3) {
        return byCluster.computeIfAbsent(cluster.directory().path(), any -> new ClusterFixtures(cluster, ec2, s3));
    }

    @Override
    public void close() {
        Closing.all(List.copyOf(byCluster.values()));
    }

    /** Gives tests the fixtures of their run. */
    static final class Extension implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Fixtures.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fixtures.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Fixtures.class, any -> new Fixtures(), Fixtures.class);
        }
    }
}
