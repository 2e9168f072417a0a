package dev.hivecluster.model;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the properties that a user sets, each in one place. */
public final class PropertyNames {
    public static final String CLUSTER = "hive.cluster";
    public static final String NODES = "hive.nodes";
    public static final String CPU_CORES = "hive.cpuCores";
    public static final String MEMORY_MB = "hive.memoryMb";
    public static final String DISK_SIZE_GB = "hive.diskSizeGb";
    public static final String OS_IMAGE = "hive.osImage";
    public static final String DEPLOYER = "hive.deployer";
    public static final String KEEP = "hive.keep";
    public static final String TTL = "hive.ttl";
    public static final String CLUSTERS_DIRECTORY = "hive.clustersDirectory";
    public static final String PURGE = "hive.purge";
    public static final String REGION = "hive.region";
    public static final String AVAILABILITY_ZONE = "hive.az";
    public static final String TIMEOUT_UP = "hive.timeout.up";
    public static final String TIMEOUT_CONFIGURE = "hive.timeout.configure";
    public static final String TIMEOUT_DOWN = "hive.timeout.down";
    public static final String SKIP = "hive.skip";
    public static final String FORMAT = "hive.format";
    public static final String DRY_RUN = "hive.dryRun";
    public static final String REPLACE = "hive.replace";
    public static final String REFORM = "hive.reform";

    /** The directory of the one cluster that tests use, whatever else they would find or make. */
    public static final String CLUSTER_DIRECTORY = "hive.cluster.directory";

    /** Where the results of the tests go; the plugin sets it on the project, also where it is skipped. */
    public static final String TEST_RESULTS = "hive.testResults";

    /** A value that would be accepted, for error messages. */
    static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry(CLUSTER, "hive-e2e"),
            Map.entry(NODES, "3"),
            Map.entry(CPU_CORES, "4"),
            Map.entry(MEMORY_MB, "8192"),
            Map.entry(DISK_SIZE_GB, "32"),
            Map.entry(DEPLOYER, "simulated"),
            Map.entry(KEEP, "on-failure"),
            Map.entry(TTL, "4h"),
            Map.entry(REGION, "ap-southeast-2"),
            Map.entry(AVAILABILITY_ZONE, "ap-southeast-2a"),
            Map.entry(TIMEOUT_UP, "10m"),
            Map.entry(TIMEOUT_CONFIGURE, "20m"),
            Map.entry(TIMEOUT_DOWN, "90s"),
            Map.entry(FORMAT, "json"));

    private PropertyNames() {}

    /** Every name in this class. */
    public static Set<String> all() {
        return Stream.of(PropertyNames.class.getFields())
                .map(PropertyNames::value)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
