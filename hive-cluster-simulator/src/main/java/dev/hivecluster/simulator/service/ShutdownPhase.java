package dev.hivecluster.simulator.service;

/** The phases of a coordinated shutdown, in their order (hive contract, section 2.7). */
public enum ShutdownPhase {
    /** The gateway and the UI end. */
    GATE,
    /** Instances end. */
    DRAIN,
    /** viperblock ends. */
    STORAGE,
    /** predastore ends. */
    PERSIST,
    /** NATS and the daemons end; nobody answers. */
    INFRA
}
