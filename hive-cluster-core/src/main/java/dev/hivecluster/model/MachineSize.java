package dev.hivecluster.model;

/**
 * How large each machine of a cluster is.
 *
 * @param cpuCores virtual CPUs, 1 to 128
 * @param memoryMb memory in MiB, 512 to 1048576
 * @param diskSizeGb disk in GiB, 4 to 65536
 */
public record MachineSize(int cpuCores, int memoryMb, int diskSizeGb) {
    static final WholeNumber CPU_CORES = new WholeNumber(PropertyNames.CPU_CORES, 1, 128);
    static final WholeNumber MEMORY_MB = new WholeNumber(PropertyNames.MEMORY_MB, 512, 1 << 20);
    static final WholeNumber DISK_SIZE_GB = new WholeNumber(PropertyNames.DISK_SIZE_GB, 4, 1 << 16);

    /** What a cluster gets that asks for nothing else. */
    public static final MachineSize DEFAULT = new MachineSize(4, 8192, 32);

    /** @throws InvalidSettingException for the first number that is out of bounds */
    public MachineSize {
        CPU_CORES.check(cpuCores);
        MEMORY_MB.check(memoryMb);
        DISK_SIZE_GB.check(diskSizeGb);
    }
}
