package dev.hivecluster.e2e;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code logs/lifecycle.jsonl} tells of how the cluster came to be.
 *
 * @param steps in the order in which they ended
 */
record LifecycleRecord(List<StepRecord> steps) {
    LifecycleRecord {
        steps = List.copyOf(steps);
    }

    /** The record since the cluster exists: the log may be older. */
    static LifecycleRecord of(Cluster cluster) throws IOException {
        Instant since = cluster.directory().record().orElseThrow().createdAt();
        Path file = cluster.directory().logs().resolve("lifecycle.jsonl");
        Map<Long, Instant> began = new HashMap<>();
        List<StepRecord> steps = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Event event = Json.parse(file.toString(), line, Event.class);
            if (event instanceof Event.Started started) {
                began.put(started.scope().id(), started.time());
            } else if (event instanceof Event.Finished finished) {
                Instant start = began.remove(finished.scope().id());
                if (start != null && !start.isBefore(since)) {
                    steps.add(new StepRecord(
                            finished.scope().step(),
                            finished.scope().node().orElse(""),
                            start,
                            finished.time(),
                            finished.outcome()));
                }
            }
        }
        return new LifecycleRecord(steps);
    }

    /**
     * The latest attempt at a step on a node.
     *
     * @throws AssertionError if there was none
     */
    StepRecord step(String name, Node node) {
        return steps.stream()
                .filter(step -> step.name().equals(name) && step.node().equals(node.name()))
                .reduce((earlier, later) -> later)
                .orElseThrow(() ->
                        new AssertionError("the record knows no step %s on %s, but %s".formatted(name, node, steps)));
    }

    /**
     * A piece of work of a phase.
     *
     * @param node the node it was done on; empty if on none
     */
    record StepRecord(String name, String node, Instant began, Instant ended, Outcome outcome) {
        /** Whether both were under way at the same time. */
        boolean overlaps(StepRecord other) {
            return began.isBefore(other.ended) && other.began.isBefore(ended);
        }
    }
}
