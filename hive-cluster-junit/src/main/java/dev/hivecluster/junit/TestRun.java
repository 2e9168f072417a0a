package dev.hivecluster.junit;

import dev.hivecluster.directory.Trees;
import dev.hivecluster.lifecycle.Clusters;
import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The clusters of one run of JUnit. It lies in the root store before any cluster is opened, so that JUnit closes it
 * whatever happens.
 */
@SuppressWarnings(
        "deprecation") // JUnit before 5.13 closes what is a CloseableResource, later ones what is AutoCloseable.
final class TestRun implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TestRun.class);

    /** In the build directory: the clusters that runs without the plugin made. */
    private static final String CLUSTERS = "hive-test-clusters";

    private final Wiring wiring;
    private final Consumer<String> console;
    private final ClusterLocator locator;
    private final Evidence evidence;
    private final Map<ClusterDemand, SharedCluster> byDemand = new ConcurrentHashMap<>();
    private final Map<Object, SharedCluster> clusters = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Guarded by this. */
    private @Nullable Path temporary;

    TestRun(Wiring wiring, Consumer<String> console) {
        this.wiring = wiring;
        this.console = console;
        this.locator = new ClusterLocator(wiring.properties(), wiring.startedUs(), wiring.clock());
        this.evidence = new Evidence(wiring.clock());
    }

    /** The run that a context belongs to. */
    static TestRun of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestRun.class, key -> new TestRun(Wiring.real(), System.out::println), TestRun.class);
    }

    /**
     * The cluster of the class that a context belongs to, opened.
     *
     * @throws HiveClusterException if it cannot be had, or is less than what the class needs
     */
    OpenCluster cluster(ExtensionContext context) {
        ClusterDemand demand = ClusterDemand.of(context);
        SharedCluster known = byDemand.get(demand);
        if (known == null) {
            known = locate(demand);
            byDemand.put(demand, known);
        }
        return known.openFor(demand.testClass());
    }

    private SharedCluster locate(ClusterDemand demand) {
        Optional<FoundCluster> found = locator.find(demand);
        if (found.isPresent()) {
            demand.check(found.get().record().spec());
            return clusters.computeIfAbsent(
                    found.get().directory().path(), key -> new SharedCluster(new BuildsCluster(found.get(), wiring)));
        }
        Path directory = directory(demand);
        demand.check(intended(demand, directory));
        return clusters.computeIfAbsent(
                new Configuration(directory, demand.name(), demand.atLeast(), demand.deployer()),
                key -> new SharedCluster(new OwnCluster(demand, directory, wiring, console)));
    }

    private ClusterSpec intended(ClusterDemand demand, Path directory) {
        ClusterSettings settings = demand.settings(wiring.properties(), OwnCluster.PREFIX);
        try {
            return wiring.lifecycles().apply(directory).resolve(settings, Optional.empty());
        } catch (InvalidSettingException e) {
            throw new HiveClusterException(
                    "%s needs a cluster, but %s".formatted(demand.testClass().getName(), e.getMessage()), e);
        }
    }

    /** The cluster of the class that a context belongs to, if it could be opened. */
    Optional<OpenCluster> opened(ExtensionContext context) {
        return Optional.ofNullable(byDemand.get(ClusterDemand.of(context))).flatMap(SharedCluster::opened);
    }

    private Path directory(ClusterDemand demand) {
        String given = wiring.properties().get(PropertyNames.CLUSTERS_DIRECTORY);
        return given != null
                ? Path.of(given).toAbsolutePath().normalize()
                : BuildDirectories.maven(demand.testClass(), wiring.properties())
                        .map(build -> build.resolve(CLUSTERS))
                        .orElseGet(this::temporaryDirectory);
    }

    private synchronized Path temporaryDirectory() {
        if (temporary == null) {
            try {
                temporary = Files.createTempDirectory(CLUSTERS);
            } catch (IOException e) {
                throw new UncheckedIOException("no directory can be made for the cluster of these tests", e);
            }
        }
        return temporary;
    }

    /** A test, or something before it, failed. */
    void failed() {
        failed.set(true);
    }

    Evidence evidence() {
        return evidence;
    }

    /** The run is over: what it made is destroyed, or kept as {@code hive.keep} says. */
    @Override
    public void close() throws Exception {
        if (closed.getAndSet(true)) {
            return;
        }
        Verdict verdict = failed.get() ? Verdict.FAILED : Verdict.PASSED;
        List<Exception> failures = new ArrayList<>();
        for (SharedCluster cluster : clusters.values()) {
            try {
                cluster.release(verdict);
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (verdict == Verdict.PASSED && failures.isEmpty()) {
            removeTemporary();
        }
        if (!failures.isEmpty()) {
            Exception first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private synchronized void removeTemporary() throws IOException {
        if (temporary != null && new Clusters(temporary).names().isEmpty()) {
            Trees.delete(temporary);
        }
    }

    /** What classes that share a cluster have in common. */
    private record Configuration(
            Path directory, Optional<?> name, Map<String, Integer> atLeast, Optional<String> deployer) {}
}
