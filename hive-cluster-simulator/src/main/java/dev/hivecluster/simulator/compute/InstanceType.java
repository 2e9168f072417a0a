package dev.hivecluster.simulator.compute;

import java.util.ArrayList;
import java.util.List;

/**
 * An instance type of Hive (hive contract, section 4.8). The simulated machines have processors of the kind that Hive
 * recognizes as {@code m8a}; like every x86 machine they offer {@code t3} too.
 *
 * @param name such as {@code t3.nano}
 * @param cpus virtual processors
 * @param memoryMib memory
 */
public record InstanceType(String name, int cpus, int memoryMib) {
    /** The architecture of all types. */
    public static final String ARCHITECTURE = "x86_64";

    /** All types, those that no machine is large enough for included. */
    public static final List<InstanceType> ALL = all();

    private static List<InstanceType> all() {
        List<InstanceType> types = new ArrayList<>();
        for (String family : List.of("m8a", "t3")) {
            types.add(new InstanceType(family + ".nano", 2, 512));
            types.add(new InstanceType(family + ".micro", 2, 1024));
            types.add(new InstanceType(family + ".small", 2, 2048));
            types.add(new InstanceType(family + ".medium", 2, 4096));
            types.add(new InstanceType(family + ".large", 2, 8192));
            types.add(new InstanceType(family + ".xlarge", 4, 16_384));
            types.add(new InstanceType(family + ".2xlarge", 8, 32_768));
        }
        return List.copyOf(types);
    }

    /** How many instances of this type a node has room for. */
    public int fitting(NodeCapacity node) {
        return Math.max(0, Math.min(node.freeCpus() / cpus, node.freeMemoryMib() / memoryMib));
    }
}
