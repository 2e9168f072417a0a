package dev.hivecluster.remote;

import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Node;

/** A way to every node of a cluster. */
@FunctionalInterface
public interface ShellFactory {
    /**
     * Opens a session with a node; the caller closes it.
     *
     * @param activity is told what a person should know about the connection
     * @throws ShellException if the node does not answer, or is not the one that it should be
     */
    Shell open(Node node, Activity activity) throws ShellException, InterruptedException;
}
