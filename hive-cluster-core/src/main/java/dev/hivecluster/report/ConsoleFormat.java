package dev.hivecluster.report;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.event.Scope;
import dev.hivecluster.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells people about events in few lines: a line per phase and per finished step, one for a step that several nodes do at
 * the same time; each failure once, where it happened; of the same progress on several nodes, one word from time to time.
 */
final class ConsoleFormat {
    private static final int MOST_NAMES = 3;
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(5);

    private final OpenWork work = new OpenWork();
    private final Map<Step, Group> groups = new LinkedHashMap<>();
    private final Map<Step, Instant> lastProgress = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** What is under way after the events so far. */
    OpenWork work() {
        return work;
    }

    /** The lines that say what happened; often none. */
    List<ConsoleLine> lines(Event event) {
        boolean ofPhase = work.isStepOfPhase(event.scope());
        work.read(event);
        if (event instanceof Event.Started started) {
            return started(started.scope(), ofPhase);
        }
        if (event instanceof Event.Finished finished) {
            return finished(finished, ofPhase);
        }
        if (event instanceof Event.Progress progress) {
            return progress(progress);
        }
        if (event instanceof Event.Warning warning) {
            return List.of(line(ConsoleLine.Level.WARN, warning.scope() + ": " + warning.message()));
        }
        return List.of();
    }

    /** What a line says when nothing else was said for long; empty if nothing is under way. */
    Optional<ConsoleLine> stillRunning(Instant now) {
        List<String> phases = new ArrayList<>();
        for (OpenWork.Item phase : work.phases()) {
            String name = phase.scope().phase();
            Map<String, List<OpenWork.Item>> steps = work.innermost(name).stream()
                    .collect(Collectors.groupingBy(
                            item -> item.scope().step(), LinkedHashMap::new, Collectors.toList()));
            String doing = steps.entrySet().stream()
                    .map(step -> "%s (%s)"
                            .formatted(
                                    named(
                                            step.getKey(),
                                            step.getValue().stream()
                                                    .flatMap(item -> item.scope().node().stream())
                                                    .distinct()
                                                    .toList()),
                                    age(step.getValue().get(0), now)))
                    .collect(Collectors.joining(", "));
            phases.add("%s: running for %s%s".formatted(name, age(phase, now), doing.isEmpty() ? "" : "; " + doing));
        }
        return phases.isEmpty()
                ? Optional.empty()
                : Optional.of(line(ConsoleLine.Level.INFO, String.join("; ", phases)));
    }

    /** How long something has been under way. */
    static String age(OpenWork.Item item, Instant now) {
        Duration age = Duration.between(item.since(), now);
        return Durations.text(age.isNegative() ? Duration.ZERO : Duration.ofSeconds(age.toSeconds()));
    }

    private List<ConsoleLine> started(Scope scope, boolean ofPhase) {
        if (scope.isWholePhase()) {
            failures.clear();
            return List.of(line(ConsoleLine.Level.INFO, scope + ": started"));
        }
        if (ofPhase) {
            groups.computeIfAbsent(Step.of(scope), step -> new Group()).running++;
        }
        return List.of();
    }

    private List<ConsoleLine> finished(Event.Finished event, boolean ofPhase) {
        List<ConsoleLine> lines = new ArrayList<>();
        event.failure().flatMap(failure -> failed(event, failure)).ifPresent(lines::add);
        if (event.scope().isWholePhase()) {
            endOfPhase(event).ifPresent(lines::add);
        } else if (ofPhase) {
            endOfStep(event).ifPresent(lines::add);
        }
        return lines;
    }

    private Optional<ConsoleLine> failed(Event.Finished event, Event.Failure failure) {
        if (event.outcome() == Outcome.CANCELLED) {
            return Optional.of(line(
                    ConsoleLine.Level.WARN,
                    "%s: stopped after %s: %s".formatted(event.scope(), took(event), failure.message())));
        }
        boolean told = failures.stream().anyMatch(earlier -> earlier.contains(failure.message()));
        failures.add(failure.message());
        if (told && !event.scope().isWholePhase()) {
            return Optional.empty();
        }
        return Optional.of(line(
                ConsoleLine.Level.ERROR,
                "%s: failed after %s%s".formatted(event.scope(), took(event), told ? "" : ": " + failure.message())));
    }

    private static Optional<ConsoleLine> endOfPhase(Event.Finished event) {
        return switch (event.outcome()) {
            case SUCCEEDED ->
                Optional.of(line(ConsoleLine.Level.INFO, "%s: done in %s".formatted(event.scope(), took(event))));
            case SKIPPED -> Optional.of(line(ConsoleLine.Level.INFO, event.scope() + ": nothing to do"));
            case FAILED, CANCELLED -> Optional.empty();
        };
    }

    private Optional<ConsoleLine> endOfStep(Event.Finished event) {
        Step step = Step.of(event.scope());
        Group group = groups.computeIfAbsent(step, none -> new Group());
        group.running--;
        if (event.outcome() == Outcome.SUCCEEDED) {
            group.add(event);
        }
        if (group.running > 0) {
            return Optional.empty();
        }
        groups.remove(step);
        lastProgress.remove(step);
        return group.began.map(began -> line(
                ConsoleLine.Level.INFO,
                "%s: %s (%s)"
                        .formatted(
                                event.scope().phase(),
                                named(event.scope().step(), group.nodes),
                                Durations.text(Duration.between(began, group.ended)))));
    }

    private List<ConsoleLine> progress(Event.Progress event) {
        if (event.scope().node().isPresent()) {
            Instant last = lastProgress.get(Step.of(event.scope()));
            if (last != null && Duration.between(last, event.time()).compareTo(BETWEEN_PROGRESS) < 0) {
                return List.of();
            }
            lastProgress.put(Step.of(event.scope()), event.time());
        }
        return List.of(line(ConsoleLine.Level.INFO, event.scope() + ": " + event.message()));
    }

    private static String named(String step, List<String> nodes) {
        if (nodes.isEmpty()) {
            return step;
        }
        return step + " " + (nodes.size() > MOST_NAMES ? nodes.size() + " nodes" : String.join(", ", nodes));
    }

    private static String took(Event.Finished event) {
        return Durations.text(event.elapsed());
    }

    private static ConsoleLine line(ConsoleLine.Level level, String text) {
        return new ConsoleLine(level, PlainText.of(text));
    }

    /** The same step, on whichever node. */
    private record Step(long parent, String name) {
        static Step of(Scope scope) {
            return new Step(scope.parent(), scope.step());
        }
    }

    /** A step on the nodes that do it at the same time. */
    private static final class Group {
        private int running;
        private final List<String> nodes = new ArrayList<>();
        private Optional<Instant> began = Optional.empty();
        private Instant ended = Instant.MIN;

        void add(Event.Finished event) {
            Instant start = event.time().minus(event.elapsed());
            began = Optional.of(began.filter(earlier -> earlier.isBefore(start)).orElse(start));
            ended = event.time();
            event.scope().node().ifPresent(nodes::add);
        }
    }
}
