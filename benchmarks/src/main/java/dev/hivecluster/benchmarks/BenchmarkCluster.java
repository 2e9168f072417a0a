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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A simulated cluster for one measurement; closed, it is gone. */
final class BenchmarkCluster implements AutoCloseable {
    private static final ClusterName NAME = new ClusterName("benchmark");

    private final HiveClusters clusters;
    private final Session session;
    private final UpRequest request;

    /**
     * @param directory where the directories of clusters are
     * @param given settings beside its name and size
     */
    BenchmarkCluster(Path directory, int nodes, Map<String, String> given) {
        clusters = HiveClusters.in(directory, BenchmarkCluster.class.getClassLoader());
        session = new Session(clusters.lifecycle(), Owner.current("benchmark"), unused -> silent(), true);
        Map<String, String> all = new HashMap<>(given);
        all.put("hive.cluster", NAME.value());
        all.put("hive.nodes", Integer.toString(nodes));
        request = UpRequest.of(ClusterSettings.of(all), "benchmark", Set.of(), false);
    }

    /** Settings of a node that has room for so many instances of the smallest type. */
    static Map<String, String> roomFor(int instances) {
        return Map.of(
                "hive.simulator.cores", Integer.toString(instances * 2),
                "hive.simulator.memoryMb", Integer.toString(instances * 512));
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

    /** A handle on a cluster that another process has made. */
    static Cluster open(Path directory) throws LifecycleException {
        return HiveClusters.in(directory, BenchmarkCluster.class.getClassLoader())
                .open(NAME, silent());
    }

    @Override
    public void close() throws LifecycleException {
        session.close(Verdict.PASSED);
    }

    private static EventStream silent() {
        return new EventStream(Clock.systemUTC(), List.of());
    }
}
