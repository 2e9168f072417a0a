package dev.hivecluster.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a user asked for, by property name; what was not given is not in it. A setting that is not given means "as
 * recorded, else the default", so that a plain {@code up} never shrinks a standing cluster.
 */
public final class ClusterSettings {
    /** The deployer of a cluster that was given none. */
    public static final String DEFAULT_DEPLOYER = "simulated";

    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Map<String, String> given;

    private ClusterSettings(Map<String, String> given) {
        this.given = new TreeMap<>(given);
    }

    /** Settings by full property name, such as {@code hive.nodes}; other properties are ignored. */
    public static ClusterSettings of(Map<String, String> properties) {
        Map<String, String> given = new TreeMap<>(properties);
        given.keySet().removeIf(name -> !name.startsWith("hive."));
        return new ClusterSettings(given);
    }

    /** The cluster's name, or the default name. */
    public ClusterName name() {
        return given(PropertyNames.CLUSTER).map(ClusterName::new).orElse(ClusterName.DEFAULT);
    }

    /** The name of the deployer: as given, else as recorded, else {@value #DEFAULT_DEPLOYER}. */
    public String deployer(Optional<ClusterSpec> recorded) {
        return given(PropertyNames.DEPLOYER)
                .or(() -> recorded.map(ClusterSpec::deployer))
                .orElse(DEFAULT_DEPLOYER);
    }

    /** All that was given, by full property name; one may be a secret. */
    public Map<String, String> given() {
        return Collections.unmodifiableMap(given);
    }

    /** The value of a property, if it was given. */
    public Optional<String> given(String property) {
        return Optional.ofNullable(given.get(property));
    }

    /**
     * Completes these settings.
     *
     * @param recorded what the cluster's record holds, if it stands
     * @param deployer the deployer of {@link #deployer}
     * @param settingsPrefixes what the names of that deployer's own settings begin with, such as {@code hive.simulator.}
     * @throws InvalidSettingException for the first value that cannot be used
     */
    public ClusterSpec resolve(Optional<ClusterSpec> recorded, String deployer, Set<String> settingsPrefixes) {
        MachineSize size = recorded.map(ClusterSpec::machine).orElse(MachineSize.DEFAULT);
        return new ClusterSpec(
                name(),
                number(ClusterSpec.NODES)
                        .orElse(recorded.map(ClusterSpec::nodes).orElse(3)),
                deployer,
                new MachineSize(
                        number(MachineSize.CPU_CORES).orElse(size.cpuCores()),
                        number(MachineSize.MEMORY_MB).orElse(size.memoryMb()),
                        number(MachineSize.DISK_SIZE_GB).orElse(size.diskSizeGb())),
                given(PropertyNames.OS_IMAGE)
                        .or(() -> recorded.filter(spec -> spec.deployer().equals(deployer))
                                .flatMap(ClusterSpec::osImage)),
                place(PropertyNames.REGION)
                        .or(() -> recorded.map(ClusterSpec::region))
                        .orElse("ap-southeast-2"),
                place(PropertyNames.AVAILABILITY_ZONE)
                        .or(() -> recorded.map(ClusterSpec::availabilityZone))
                        .orElse("ap-southeast-2a"),
                deployerSettings(deployer, settingsPrefixes, recorded));
    }

    private Optional<Integer> number(WholeNumber setting) {
        return given(setting.property()).map(setting::parse);
    }

    private Optional<String> place(String property) {
        return given(property).map(text -> {
            if (!REGION.matcher(text).matches()) {
                throw new InvalidSettingException(
                        property, text, "lower-case letters and digits, joined by single hyphens");
            }
            return text;
        });
    }

    private Map<String, String> deployerSettings(
            String deployer, Set<String> prefixes, Optional<ClusterSpec> recorded) {
        Map<String, String> settings =
                new TreeMap<>(recorded.filter(spec -> spec.deployer().equals(deployer))
                        .map(ClusterSpec::deployerSettings)
                        .orElse(Map.of()));
        given.forEach((name, value) -> {
            if (prefixes.stream().anyMatch(name::startsWith)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** The names only: a deployer's setting may be a secret. */
    @Override
    public String toString() {
        return "ClusterSettings" + given.keySet();
    }
}
