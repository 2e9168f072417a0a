package dev.hivecluster.simulator.shell.posix;

/** The one user of a simulated machine. */
final class Users {
    static final int ID = 1000;

    private Users() {}
}
