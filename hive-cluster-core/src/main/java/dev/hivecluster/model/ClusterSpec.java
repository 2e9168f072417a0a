package dev.hivecluster.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a cluster should be; complete, valid, and written to its record before the first machine exists.
 *
 * @param name the cluster's name
 * @param nodes how many nodes, {@value #MIN_NODES} to {@value #MAX_NODES}
 * @param deployer the name of the deployer that makes the machines
 * @param machine the size of each machine
 * @param osImage the machines' operating system image, in the deployer's own terms; empty for the deployer's default
 * @param region Hive's region
 * @param availabilityZone Hive's availability zone
 * @param deployerSettings the deployer's own settings, by full property name ({@code hive.<deployer>.*}), sorted
 */
public record ClusterSpec(
        ClusterName name,
        int nodes,
        String deployer,
        MachineSize machine,
        Optional<String> osImage,
        String region,
        String availabilityZone,
        Map<String, String> deployerSettings) {
    public static final int MIN_NODES = 1;
    public static final int MAX_NODES = 10;

    static final WholeNumber NODES = new WholeNumber(PropertyNames.NODES, MIN_NODES, MAX_NODES);

    /** @throws InvalidSettingException if the number of nodes is out of range */
    public ClusterSpec {
        NODES.check(nodes);
        deployerSettings = Collections.unmodifiableMap(new TreeMap<>(deployerSettings));
    }

    /** The same, without what only the deployer understands. */
    public ClusterSpec withoutDeployerSettings() {
        return new ClusterSpec(name, nodes, deployer, machine, osImage, region, availabilityZone, Map.of());
    }

    /** Without the values of the deployer's settings: one may be a secret. */
    @Override
    public String toString() {
        return "ClusterSpec[%s, %d nodes, %s, %s, settings %s]"
                .formatted(name, nodes, deployer, machine, deployerSettings.keySet());
    }
}
