package dev.hivecluster.configure;

import dev.hivecluster.model.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Steps and what each must wait for: one graph over all nodes. A step can only depend on steps that were added before. */
final class Plan {
    private final List<Step<?>> steps = new ArrayList<>();

    /**
     * Adds a step on a node.
     *
     * @param limit after this time it is interrupted and counts as failed
     * @param after the steps that must have succeeded before it begins
     */
    <T> Step<T> on(Node node, String name, Duration limit, Collection<? extends Step<?>> after, Step.Work<T> work) {
        return add(new Step<>(name, Optional.of(node), limit, List.copyOf(after), work));
    }

    /** Adds a step that belongs to no single node. */
    <T> Step<T> step(String name, Duration limit, Collection<? extends Step<?>> after, Step.Work<T> work) {
        return add(new Step<>(name, Optional.empty(), limit, List.copyOf(after), work));
    }

    List<Step<?>> steps() {
        return List.copyOf(steps);
    }

    private <T> Step<T> add(Step<T> step) {
        if (!steps.containsAll(step.after())) {
            throw new IllegalArgumentException(step + " waits for a step that is not part of its plan");
        }
        steps.add(step);
        return step;
    }
}
