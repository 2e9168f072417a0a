package dev.hivecluster.simulator.service;

import java.time.Duration;
import java.util.List;

/**
 * What a node's daemon answers to {@code hive get nodes}, {@code top nodes} and {@code get vms} (hive contract, section 5).
 *
 * @param node the node's name, as Hive knows it
 * @param host the address that it binds to
 * @param uptime since its daemon was started
 * @param services those that it is configured to run
 * @param usedCpus virtual processors of its instances
 * @param totalCpus processors of the machine
 * @param usedMemoryMib memory of its instances
 * @param totalMemoryMib memory of the machine
 * @param instanceTypes all types that it knows, those without capacity included
 * @param vms its instances
 */
public record NodeReport(
        String node,
        String host,
        String region,
        String availabilityZone,
        Duration uptime,
        List<String> services,
        int usedCpus,
        int totalCpus,
        int usedMemoryMib,
        int totalMemoryMib,
        List<TypeCapacity> instanceTypes,
        List<Vm> vms) {
    public NodeReport {
        services = List.copyOf(services);
        instanceTypes = List.copyOf(instanceTypes);
        vms = List.copyOf(vms);
    }

    /** How many of its instances use processors and memory, which is what Hive counts (recordings cli 050, 051). */
    public int usedBy() {
        return (int) vms.stream().filter(Vm::holdsCapacity).count();
    }

    /**
     * How many more instances of a type a node has room for.
     *
     * @param name such as {@code t3.nano}
     * @param available how many
     * @param cpus virtual processors of one
     * @param memoryMib memory of one
     */
    public record TypeCapacity(String name, int available, int cpus, int memoryMib) {}

    /**
     * An instance on a node.
     *
     * @param instanceId such as {@code i-4d5baf5783ff5b27e}
     * @param status the internal state, such as {@code running}
     * @param type its instance type
     * @param cpus virtual processors
     * @param memoryMib memory
     * @param age since its launch
     * @param holdsCapacity whether it uses the node's processors and memory: not one that has ended, or was not launched
     */
    public record Vm(
            String instanceId,
            String status,
            String type,
            int cpus,
            int memoryMib,
            Duration age,
            boolean holdsCapacity) {}
}
