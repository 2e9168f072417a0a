package dev.hivecluster.simulator.control;

/** What can be done to a machine's power. */
public enum PowerAction {
    OFF,
    ON,
    RESET
}
