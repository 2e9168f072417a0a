package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.remote.SshKeyPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables that the plugin itself gives to a module; a module of the user's own declares those that it needs. */
final class ContractVariables {
    static final String CLUSTER_NAME = "cluster_name";
    static final String CLUSTER_ID = "cluster_id";
    static final String CLUSTER_TAG = "cluster_tag";
    static final String NODE_COUNT = "node_count";
    static final String CPU_CORES = "cpu_cores";
    static final String MEMORY_MB = "memory_mb";
    static final String DISK_SIZE_GB = "disk_size_gb";
    static final String OS_IMAGE = "os_image";
    static final String SSH_PUBLIC_KEY_PATH = "ssh_public_key_path";
    static final String HOST_KEYS = "host_keys";

    /** By what a person sets each of them. */
    static final Map<String, String> SET_BY = Map.of(
            CLUSTER_NAME, PropertyNames.CLUSTER,
            CLUSTER_ID, "nothing",
            CLUSTER_TAG, "nothing",
            NODE_COUNT, PropertyNames.NODES,
            CPU_CORES, PropertyNames.CPU_CORES,
            MEMORY_MB, PropertyNames.MEMORY_MB,
            DISK_SIZE_GB, PropertyNames.DISK_SIZE_GB,
            OS_IMAGE, PropertyNames.OS_IMAGE,
            SSH_PUBLIC_KEY_PATH, "nothing",
            HOST_KEYS, "nothing");

    private ContractVariables() {}

    /** Those that say what each machine is. */
    static Map<String, Object> machine(ClusterSpec spec) {
        Map<String, Object> variables = new TreeMap<>();
        variables.put(CPU_CORES, spec.machine().cpuCores());
        variables.put(MEMORY_MB, spec.machine().memoryMb());
        variables.put(DISK_SIZE_GB, spec.machine().diskSizeGb());
        spec.osImage().ifPresent(image -> variables.put(OS_IMAGE, image));
        return variables;
    }

    /** @param hostKeys of each node, in order */
    static Map<String, Object> of(
            ClusterSpec spec,
            ClusterRecord record,
            ClusterDirectory directory,
            Path publicKey,
            List<SshKeyPair> hostKeys) {
        Map<String, Object> variables = new TreeMap<>();
        variables.put(CLUSTER_NAME, spec.name().value());
        variables.put(CLUSTER_ID, record.id());
        variables.put(CLUSTER_TAG, MachineTag.of(record, directory).line());
        variables.put(NODE_COUNT, spec.nodes());
        variables.putAll(machine(spec));
        variables.put(SSH_PUBLIC_KEY_PATH, publicKey.toString());
        variables.put(
                HOST_KEYS,
                hostKeys.stream()
                        .map(key -> Map.of("private", key.privateKey(), "public", key.publicKey()))
                        .toList());
        return variables;
    }
}
