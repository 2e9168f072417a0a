package dev.hivecluster.simulator.hive;

/** A command of Hive that fails: the message goes to standard error, the exit status is 1. */
final class HiveFailure extends Exception {
    private static final long serialVersionUID = 1;

    HiveFailure(String message) {
        super(message);
    }
}
