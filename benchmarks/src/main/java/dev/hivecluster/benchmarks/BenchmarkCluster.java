package dev.hivecluster.benchmarks;

import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.lifecycle.Session;
import dev.hivecluster.lifecycle.UpRequest;
import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A simulated cluster for one measurement; closed, it is gone. */
final class BenchmarkCluster implements AutoCloseable {
    private static final ClusterName NAME = new ClusterName("benchmark");

    private final HiveClusters clusters;
    private final Session session;
    private final UpRequest request;

    BenchmarkCluster(Path directory, int nodes) {
        clusters = HiveClusters.in(directory, BenchmarkCluster.class.getClassLoader());
        session = new Session(clusters.lifecycle(), Owner.current("benchmark"), unused -> silent(), true);
        ClusterSettings settings =
                ClusterSettings.of(Map.of("hive.cluster", NAME.value(), "hive.nodes", Integer.toString(nodes)));
        request = UpRequest.of(settings, "benchmark", Set.of(), false);
    }

    void up() throws LifecycleException, InterruptedException {
        session.up(request);
    }

    void configure() throws LifecycleException, InterruptedException {
        session.configure(NAME, Limits.DEFAULT, false);
    }

    /** A handle as a test gets it. */
    Cluster open() throws LifecycleException {
        return clusters.open(NAME, silent());
    }

    @Override
    public void close() throws LifecycleException {
        session.close(Verdict.PASSED);
    }

    private static EventStream silent() {
        return new EventStream(Clock.systemUTC(), List.of());
    }
}
