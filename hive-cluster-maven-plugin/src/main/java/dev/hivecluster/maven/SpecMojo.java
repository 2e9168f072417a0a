package dev.hivecluster.maven;

import dev.hivecluster.model.PropertyNames;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that is told what a cluster should be. */
abstract class SpecMojo extends ClusterMojo {
    /**
     * How many nodes the cluster has: 1 to 10. Default: as recorded if the cluster stands, else <code>3</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.NODES)
    private @Nullable String nodes;

    /**
     * CPU cores of each machine. Default: as recorded if the cluster stands, else <code>4</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.CPU_CORES)
    private @Nullable String cpuCores;

    /**
     * Memory of each machine, in MiB. Default: as recorded if the cluster stands, else <code>8192</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.MEMORY_MB)
    private @Nullable String memoryMb;

    /**
     * Disk of each machine, in GiB. Default: as recorded if the cluster stands, else <code>32</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.DISK_SIZE_GB)
    private @Nullable String diskSizeGb;

    /**
     * The machines' operating system image, in the deployer's own terms. Default: as recorded if the cluster stands, else
     * the deployer's own.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.OS_IMAGE)
    private @Nullable String osImage;

    /**
     * Where the machines come from: any deployer on the plugin's class path, such as <code>simulated</code>. Default: as
     * recorded if the cluster stands, else <code>simulated</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.DEPLOYER)
    private @Nullable String deployer;

    /**
     * Settings that only the deployer understands, by full property name, such as
     * <code>&lt;hive.simulator.timeScale&gt;1.0&lt;/hive.simulator.timeScale&gt;</code>. Each can also be given as a
     * property of that name. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable Map<String, String> deployerSettings;

    /**
     * Hive's region. Default: as recorded if the cluster stands, else <code>ap-southeast-2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.REGION)
    private @Nullable String region;

    /**
     * Hive's availability zone. Default: as recorded if the cluster stands, else <code>ap-southeast-2a</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.AVAILABILITY_ZONE)
    private @Nullable String az;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.NODES, nodes);
        given.put(PropertyNames.CPU_CORES, cpuCores);
        given.put(PropertyNames.MEMORY_MB, memoryMb);
        given.put(PropertyNames.DISK_SIZE_GB, diskSizeGb);
        given.put(PropertyNames.OS_IMAGE, osImage);
        given.put(PropertyNames.DEPLOYER, deployer);
        given.putAll(deployerSettings);
        given.put(PropertyNames.REGION, region);
        given.put(PropertyNames.AVAILABILITY_ZONE, az);
    }
}
