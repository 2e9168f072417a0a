package dev.hivecluster.deploy;

/**
 * A machine as its backend sees it now.
 *
 * @param name the node's name
 * @param id the backend's own id of it, such as a VM id or a process id
 * @param recordId the id of the cluster record that it was made for
 * @param power whether it runs
 */
public record Machine(String name, String id, String recordId, Power power) {
    /** Whether a machine runs. */
    public enum Power {
        ON,
        OFF,
        UNKNOWN
    }
}
