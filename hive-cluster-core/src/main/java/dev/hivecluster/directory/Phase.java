package dev.hivecluster.directory;

/** How far a cluster is: the last phase that was completed. */
public enum Phase {
    /** Recorded, but no machine is known to be whole. */
    ABSENT,
    /** Its machines exist. */
    PROVISIONED,
    /** Hive is formed on them and answers. */
    CONFIGURED,
    /** Its machines are gone. */
    DESTROYED
}
