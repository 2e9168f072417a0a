package dev.hivecluster.configure;

import dev.hivecluster.model.Node;

/** What the backend of the machines says of a node's machine: asked again and again while the node does not answer. */
@FunctionalInterface
public interface MachineWatch {
    /**
     * Looks at a machine. It may be called by several threads at a time, as often as they like.
     *
     * @return for people, why nothing is known of the machine; empty if it is on, or may be
     * @throws ConfigureException if the machine is missing or off, so that waiting for the node is of no use
     */
    String look(Node node) throws ConfigureException, InterruptedException;
}
