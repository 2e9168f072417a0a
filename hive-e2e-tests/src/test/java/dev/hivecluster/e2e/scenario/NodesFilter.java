package dev.hivecluster.e2e.scenario;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterPointer;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.e2e.scenario.ScenarioResult.Result;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out the classes that cannot run on the build's cluster, and reports their scenarios as not applicable. Elsewhere
 * too few nodes are an error; these suites are meant to run on clusters of any size. Where no cluster stands, as in an IDE,
 * nothing is left out: the extension makes what each class needs.
 */
public final class NodesFilter implements PostDiscoveryFilter {
    private static final int STORING_APART = 2;

    private final OptionalInt nodes;

    public NodesFilter() {
        this(standing());
    }

    NodesFilter(OptionalInt nodes) {
        this.nodes = nodes;
    }

    @Override
    public FilterResult apply(TestDescriptor test) {
        if (nodes.isEmpty()
                || !(test.getSource().orElse(null) instanceof MethodSource method)
                || isApplicable(method.getJavaClass(), nodes.getAsInt())) {
            return FilterResult.included("it can run on this cluster");
        }
        ScenarioReport report = ScenarioReport.current();
        report.add(ScenarioResult.of(method.getJavaClass(), method.getJavaMethod(), Result.NOT_APPLICABLE));
        // Nobody else would: where no test of a class is left, no test plan with it is carried out.
        report.write();
        return FilterResult.excluded("not applicable to a cluster of %d nodes".formatted(nodes.getAsInt()));
    }

    /** Whether a class can run on a cluster of that many nodes. */
    static boolean isApplicable(Class<?> testClass, int nodes) {
        int needed = AnnotationSupport.findAnnotation(testClass, HiveCluster.class)
                .map(HiveCluster::nodes)
                .orElse(0);
        return needed <= nodes && (nodes != STORING_APART || !testClass.isAnnotationPresent(SharedStorage.class));
    }

    /** How many nodes the build's cluster has. */
    private static OptionalInt standing() {
        try {
            Optional<ClusterDirectory> directory = directory();
            if (directory.isEmpty()) {
                return OptionalInt.empty();
            }
            return directory.get().inventory().stream()
                    .mapToInt(inventory -> inventory.nodes().size())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ClusterDirectory> directory() throws IOException {
        String given = System.getProperty(PropertyNames.CLUSTER_DIRECTORY);
        if (given != null) {
            Path path = Path.of(given).toAbsolutePath().normalize();
            return Optional.of(
                    new ClusterDirectory(path.resolveSibling(""), new ClusterName(String.valueOf(path.getFileName()))));
        }
        Path target = Path.of(System.getProperty("basedir", ""), "target");
        List<ClusterPointer> current = new ArrayList<>();
        for (ClusterPointer pointer : ClusterPointer.find(target)) {
            if (isCurrent(pointer)) {
                current.add(pointer);
            }
        }
        return used(current, Owner::hasStartedThisProcess).map(ClusterPointer::clusterDirectory);
    }

    /**
     * The cluster that the extension gives to the tests: what this build made goes before what others keep. Where it cannot
     * tell either, nothing is left out, and it says so.
     */
    static Optional<ClusterPointer> used(List<ClusterPointer> current, Predicate<Owner> startedUs) {
        List<ClusterPointer> made = current.stream()
                .filter(pointer -> startedUs.test(pointer.owner()))
                .toList();
        List<ClusterPointer> candidates = made.isEmpty() ? current : made;
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** A pointer may be older than what stands there now. */
    private static boolean isCurrent(ClusterPointer pointer) throws IOException {
        return pointer.clusterDirectory()
                .record()
                .filter(ClusterRecord::mayHaveMachines)
                .map(ClusterRecord::id)
                .equals(pointer.recordId());
    }
}
