package dev.hivecluster.junit;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.model.PropertyNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test class asks for.
 *
 * @param testClass the class that runs, for messages and for the place where its cluster is looked for
 * @param name the name of the cluster, if the class cares
 * @param atLeast whole numbers that the cluster must reach, by property
 * @param deployer the deployer, if the class cares
 */
record ClusterDemand(
        Class<?> testClass, Optional<ClusterName> name, Map<String, Integer> atLeast, Optional<String> deployer) {

    ClusterDemand {
        atLeast = Map.copyOf(atLeast);
    }

    /**
     * The demand of the class that a context belongs to, or of the nearest one around it that has any.
     *
     * @throws HiveClusterException if there is none, or if it cannot be met by any cluster
     */
    static ClusterDemand of(ExtensionContext context) {
        Class<?> testClass = Contexts.nearest(context, ExtensionContext::getTestClass)
                .orElseThrow(() -> new IllegalStateException("no test class encloses " + context.getUniqueId()));
        // At run time a nested class may be enclosed by a subclass of the one that it is written in.
        HiveCluster annotation = Contexts.nearest(
                        context, at -> at.getTestClass().flatMap(NearestAnnotation::of))
                .orElseThrow(() -> new HiveClusterException(
                        "%s is extended with HiveClusterExtension but does not say which cluster it needs; annotate it with @HiveCluster"
                                .formatted(testClass.getName())));
        return of(testClass, annotation);
    }

    private static ClusterDemand of(Class<?> testClass, HiveCluster annotation) {
        Map<String, Integer> atLeast = new TreeMap<>();
        atLeast.put(PropertyNames.NODES, annotation.nodes());
        atLeast.put(PropertyNames.CPU_CORES, annotation.cpuCores());
        atLeast.put(PropertyNames.MEMORY_MB, annotation.memoryMb());
        atLeast.put(PropertyNames.DISK_SIZE_GB, annotation.diskSizeGb());
        atLeast.remove(PropertyNames.CPU_CORES, 0);
        atLeast.remove(PropertyNames.MEMORY_MB, 0);
        atLeast.remove(PropertyNames.DISK_SIZE_GB, 0);
        try {
            ClusterDemand demand = new ClusterDemand(
                    testClass,
                    Optional.of(annotation.name())
                            .filter(name -> !name.isEmpty())
                            .map(ClusterName::new),
                    atLeast,
                    Optional.of(annotation.deployer()).filter(name -> !name.isEmpty()));
            demand.checkBounds();
            return demand;
        } catch (InvalidSettingException e) {
            throw new HiveClusterException(
                    "the @HiveCluster of %s: %s".formatted(testClass.getName(), e.getMessage()), e);
        }
    }

    /** What no cluster can have is wrong on every cluster, and nothing that a person could type makes it right. */
    private void checkBounds() {
        settings(Map.of(), OwnCluster.PREFIX).resolve(Optional.empty(), ClusterSettings.DEFAULT_DEPLOYER, Set.of());
    }

    /**
     * The settings of a cluster that would do: what the user set, and where nothing is set, what the class asks for.
     *
     * @param properties the user's, by full name
     * @param unique the name of the cluster
     */
    ClusterSettings settings(Map<String, String> properties, ClusterName unique) {
        Map<String, String> settings = new TreeMap<>();
        atLeast.forEach((property, value) -> settings.put(property, Integer.toString(value)));
        deployer.ifPresent(word -> settings.put(PropertyNames.DEPLOYER, word));
        settings.putAll(properties);
        settings.put(PropertyNames.CLUSTER, unique.value());
        return ClusterSettings.of(settings);
    }

    /**
     * Holds a cluster against what the class asks for.
     *
     * @throws HiveClusterException if it has less
     */
    void check(ClusterSpec spec) {
        atLeast("nodes", PropertyNames.NODES, spec.nodes(), spec);
        MachineSize machine = spec.machine();
        atLeast("CPU cores per node", PropertyNames.CPU_CORES, machine.cpuCores(), spec);
        atLeast("MiB of memory per node", PropertyNames.MEMORY_MB, machine.memoryMb(), spec);
        atLeast("GiB of disk per node", PropertyNames.DISK_SIZE_GB, machine.diskSizeGb(), spec);
        deployer.filter(word -> !word.equals(spec.deployer())).ifPresent(word -> {
            throw unmet(
                    "a cluster of deployer " + word, "deployer " + spec.deployer(), PropertyNames.DEPLOYER, word, spec);
        });
    }

    private void atLeast(String what, String property, int had, ClusterSpec spec) {
        int needed = atLeast.getOrDefault(property, 0);
        if (had < needed) {
            throw unmet(
                    "at least %d %s".formatted(needed, what),
                    Integer.toString(had),
                    property,
                    Integer.toString(needed),
                    spec);
        }
    }

    private HiveClusterException unmet(String needed, String had, String property, String value, ClusterSpec spec) {
        return new HiveClusterException("%s needs %s, but cluster %s has %s; run it with -D%s=%s"
                .formatted(testClass.getName(), needed, spec.name(), had, property, value));
    }
}
