package dev.hivecluster.e2e;

import dev.hivecluster.lifecycle.Cluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** What tests share, by cluster. It is removed when the run is over, while the clusters still stand; then it is counted. */
final class Fixtures implements AutoCloseable {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Fixtures.class);

    private final Map<Path, ClusterFixtures> byCluster = new ConcurrentHashMap<>();
    private final Map<Path, AutoCloseable> censuses = new ConcurrentHashMap<>();

    /** Those of a run. */
    static Fixtures of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Fixtures.class, any -> new Fixtures(), Fixtures.class);
    }

    /** What is shared on a cluster. */
    ClusterFixtures on(Cluster cluster, Ec2Client ec2, S3Client s3) {
        return byCluster.computeIfAbsent(cluster.directory().path(), any -> new ClusterFixtures(cluster, ec2, s3));
    }

    /**
     * Begins a census of a cluster, unless somebody has; whoever comes meanwhile waits. Closed, it ends: after what is shared
     * is gone, and so it cannot lie in a store of its own, since JUnit does not say which of two stores' values that several
     * threads ask for it closes first.
     */
    void count(Cluster cluster, Supplier<AutoCloseable> census) {
        censuses.computeIfAbsent(cluster.directory().path(), any -> census.get());
    }

    @Override
    public void close() {
        List<AutoCloseable> parts = new ArrayList<>(byCluster.values());
        parts.addAll(censuses.values());
        Closing.all(parts);
    }

    /** Gives tests the fixtures of their run. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fixtures.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return of(context);
        }
    }
}
