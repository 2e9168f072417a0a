package dev.hivecluster.lifecycle;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.PropertyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How one specification differs from another, in the words of the properties that a user sets. */
final class SpecDifference {
    private final List<String> differences = new ArrayList<>();

    private SpecDifference() {}

    /** For people: {@code hive.nodes is 3, asked for 5}. */
    static String between(ClusterSpec is, ClusterSpec asked) {
        SpecDifference difference = new SpecDifference();
        difference.compare(PropertyNames.NODES, is.nodes(), asked.nodes());
        difference.compare(PropertyNames.DEPLOYER, is.deployer(), asked.deployer());
        difference.compare(
                PropertyNames.CPU_CORES,
                is.machine().cpuCores(),
                asked.machine().cpuCores());
        difference.compare(
                PropertyNames.MEMORY_MB,
                is.machine().memoryMb(),
                asked.machine().memoryMb());
        difference.compare(
                PropertyNames.DISK_SIZE_GB,
                is.machine().diskSizeGb(),
                asked.machine().diskSizeGb());
        difference.compare(
                PropertyNames.OS_IMAGE,
                is.osImage().orElse("not given"),
                asked.osImage().orElse("not given"));
        difference.compare(PropertyNames.REGION, is.region(), asked.region());
        difference.compare(PropertyNames.AVAILABILITY_ZONE, is.availabilityZone(), asked.availabilityZone());
        TreeSet<String> settings = new TreeSet<>(is.deployerSettings().keySet());
        settings.addAll(asked.deployerSettings().keySet());
        for (String setting : settings) {
            difference.compareSecretly(
                    setting,
                    is.deployerSettings().get(setting),
                    asked.deployerSettings().get(setting));
        }
        return String.join(", ", difference.differences);
    }

    private void compare(String property, Object is, Object asked) {
        if (!Objects.equals(is, asked)) {
            differences.add("%s is %s, asked for %s".formatted(property, is, asked));
        }
    }

    /** A deployer's setting may be a secret, so that neither value is told. */
    private void compareSecretly(String property, @Nullable String is, @Nullable String asked) {
        if (!Objects.equals(is, asked)) {
            differences.add("%s is %s".formatted(property, is == null ? "not given there" : "another one"));
        }
    }
}
