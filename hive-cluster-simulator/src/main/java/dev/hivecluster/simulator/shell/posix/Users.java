package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.SimulatedNode;

/** The one user of a simulated machine. */
final class Users {
    static final String NAME = SimulatedNode.USER;
    static final int ID = 1000;

    private Users() {}
}
