package dev.hivecluster.configure;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One named step of a {@link Plan}. It can be run again: what is there already it leaves.
 *
 * @param <T> what it finds out; {@link Done} if nothing
 */
final class Step<T> {
    private final String name;
    private final Optional<Node> node;
    private final Duration limit;
    private final List<Step<?>> after;
    private final Work<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Step(String name, Optional<Node> node, Duration limit, List<Step<?>> after, Work<T> work) {
        this.name = name;
        this.node = node;
        this.limit = limit;
        this.after = List.copyOf(after);
        this.work = work;
    }

    String name() {
        return name;
    }

    /** The name of the node that it is done on; empty if it belongs to none. */
    String nodeName() {
        return node.map(Node::name).orElse("");
    }

    /** After this time it is interrupted and counts as failed. */
    Duration limit() {
        return limit;
    }

    /** The steps that must have succeeded before it begins. */
    List<Step<?>> after() {
        return after;
    }

    /**
     * What it found out; to be asked by steps that come after it.
     *
     * @throws IllegalStateException if it has not succeeded: the asking step does not depend on it
     */
    T result() {
        if (!result.isDone()) {
            throw new IllegalStateException(this + " has no result yet");
        }
        return result.join();
    }

    void run(Activity activity) throws ConfigureException, AwaitTimeoutException, InterruptedException {
        result.complete(work.run(activity));
    }

    Activity begin(Activity parent) {
        return node.isPresent() ? parent.start(name, node.get().name()) : parent.start(name);
    }

    @Override
    public String toString() {
        return node.map(on -> name + " on " + on.name()).orElse(name);
    }

    /** What a step does. An interrupt ends it, and whatever it began. */
    @FunctionalInterface
    interface Work<T> {
        T run(Activity activity) throws ConfigureException, AwaitTimeoutException, InterruptedException;
    }

    /** The result of a step that has none. */
    enum Done {
        DONE
    }
}
