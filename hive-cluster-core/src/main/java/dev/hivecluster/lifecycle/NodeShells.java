package dev.hivecluster.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.ShellFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One shell per node, opened when it is first asked for. Nodes do not wait for each other; those who ask for the same node
 * at the same time share one attempt and what comes of it.
 */
final class NodeShells {
    private final ShellFactory factory;
    private final EventSink events;
    private final Map<String, FutureTask<Shell>> attempts = new ConcurrentHashMap<>();

    /** @param factory its owner closes the shells */
    NodeShells(ShellFactory factory, EventSink events) {
        this.factory = factory;
        this.events = events;
    }

    /** The node's shell; after a failed attempt the next call tries again. */
    Shell of(Node node) throws ShellException, InterruptedException {
        while (true) {
            FutureTask<Shell> mine = new FutureTask<>(() -> connect(node));
            FutureTask<Shell> others = attempts.putIfAbsent(node.name(), mine);
            FutureTask<Shell> attempt = others == null ? mine : others;
            if (attempt == mine) {
                mine.run();
            }
            try {
                return attempt.get();
            } catch (ExecutionException e) {
                attempts.remove(node.name(), attempt);
                Throwable reason = requireNonNull(e.getCause());
                // That somebody else was interrupted says nothing of the node.
                if (attempt == mine || !(reason instanceof InterruptedException)) {
                    throw unwrap(reason);
                }
            }
        }
    }

    private Shell connect(Node node) throws ShellException, InterruptedException {
        return events.<Shell, ShellException>run("connect", node.name(), activity -> factory.open(node, activity));
    }

    private static ShellException unwrap(Throwable reason) throws InterruptedException {
        if (reason instanceof ShellException e) {
            return e;
        }
        if (reason instanceof InterruptedException e) {
            throw e;
        }
        if (reason instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) reason;
    }
}
