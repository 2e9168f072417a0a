package dev.hivecluster.report;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is under way, in the order in which it began. */
final class OpenWork {
    private final Map<Long, Item> open = new LinkedHashMap<>();

    void read(Event event) {
        if (event instanceof Event.Started started) {
            open.put(started.scope().id(), new Item(started.scope(), started.time()));
        } else if (event instanceof Event.Finished finished) {
            open.remove(finished.scope().id());
        }
    }

    /** Whether the work is a step of a phase itself, not of another step. */
    boolean isStepOfPhase(Scope scope) {
        Item parent = open.get(scope.parent());
        return parent != null && parent.scope().isWholePhase();
    }

    List<Item> phases() {
        return open.values().stream()
                .filter(item -> item.scope().isWholePhase())
                .toList();
    }

    /** What is really being done in a phase: the work that has no open part. */
    List<Item> innermost(String phase) {
        Set<Long> parents =
                open.values().stream().map(item -> item.scope().parent()).collect(Collectors.toSet());
        List<Item> found = new ArrayList<>(open.values());
        found.removeIf(item -> item.scope().isWholePhase()
                || !item.scope().phase().equals(phase)
                || parents.contains(item.scope().id()));
        return found;
    }

    /** Work and the time at which it began. */
    record Item(Scope scope, Instant since) {}
}
