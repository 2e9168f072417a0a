package dev.hivecluster.simulator.formation;

/** Why a node cannot be part of a cluster, in Hive's words. */
public final class FormationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what the leader answered, or what it would answer */
    public FormationException(String message) {
        super(message);
    }
}
