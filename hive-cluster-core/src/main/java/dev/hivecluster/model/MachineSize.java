package dev.hivecluster.model;

/**
 * How large each machine of a cluster is.
 *
 * @param cpuCores virtual CPUs, 1 to 128
 * @param memoryMb memory in MiB, 512 to 1048576
 * @param diskSizeGb disk in GiB, 4 to 65536
 */
public record MachineSize(int cpuCores, int memoryMb, int diskSizeGb) {
    /** What a cluster gets that asks for nothing else. */
    public static final MachineSize DEFAULT = new MachineSize(4, 8192, 32);

    public MachineSize {
        within(PropertyNames.CPU_CORES, cpuCores, 1, 128);
        within(PropertyNames.MEMORY_MB, memoryMb, 512, 1 << 20);
        within(PropertyNames.DISK_SIZE_GB, diskSizeGb, 4, 1 << 16);
    }

    private static void within(String property, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidSettingException(
                    property, Integer.toString(value), "a whole number from %d to %d".formatted(least, most));
        }
    }
}
