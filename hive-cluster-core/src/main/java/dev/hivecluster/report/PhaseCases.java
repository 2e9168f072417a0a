package dev.hivecluster.report;

import dev.hivecluster.event.Event;
import dev.hivecluster.event.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of a phase as tests: itself first, then each of its steps in the order in which they began. */
final class PhaseCases {
    private final Scope phase;
    private final Map<Long, Work> works = new LinkedHashMap<>();
    private Instant lastTime;

    PhaseCases(Event.Started started) {
        this.phase = started.scope();
        this.lastTime = started.time();
        read(started);
    }

    /** Whether the event belongs to this run. */
    boolean owns(Scope scope) {
        return works.containsKey(scope.id()) || works.containsKey(scope.parent());
    }

    void read(Event event) {
        lastTime = event.time();
        Work work = works.computeIfAbsent(event.scope().id(), id -> new Work(event.scope(), event.time()));
        if (event instanceof Event.Output output) {
            work.output.add(output.line());
        } else if (event instanceof Event.Progress progress) {
            work.output.add(progress.message());
        } else if (event instanceof Event.Warning warning) {
            work.output.add("WARNING: " + warning.message());
        } else if (event instanceof Event.Finished finished) {
            work.finished = Optional.of(finished);
        }
    }

    String name() {
        return phase.phase();
    }

    /** The phase alone, as long as it runs: what a crash leaves behind. */
    TestCase unfinished() {
        return new TestCase(
                name(),
                name(),
                Duration.ZERO,
                new TestCase.Failed(
                        "NotEnded",
                        "%s began and has not ended: its process was killed, or still runs".formatted(phase)),
                "");
    }

    List<TestCase> cases() {
        List<TestCase> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Work work : works.values()) {
            TestCase test = work.asCase(lastTime);
            String name = test.name();
            for (int again = 2; !names.add(name); again++) {
                name = "%s (%d)".formatted(test.name(), again);
            }
            cases.add(test.named(name));
        }
        return cases;
    }

    private static final class Work {
        private final Scope scope;
        private final Instant began;
        private final OutputTail output = new OutputTail();
        private Optional<Event.Finished> finished = Optional.empty();

        Work(Scope scope, Instant began) {
            this.scope = scope;
            this.began = began;
        }

        TestCase asCase(Instant end) {
            return new TestCase(
                    scope.phase(),
                    scope.step() + scope.node().map(node -> " " + node).orElse(""),
                    finished.map(Event.Finished::elapsed).orElseGet(() -> Duration.between(began, end)),
                    finished.map(Work::verdict)
                            .orElseGet(() ->
                                    new TestCase.Failed("NotEnded", scope + " was still running when its phase ended")),
                    output.text("logs/%s.log".formatted(scope.phase())));
        }

        /** A step that was stopped has not failed itself; a phase that was stopped is no success. */
        private static TestCase.Verdict verdict(Event.Finished event) {
            Event.Failure failure = event.failure().orElse(new Event.Failure("", ""));
            return switch (event.outcome()) {
                case SUCCEEDED -> new TestCase.Passed();
                case SKIPPED -> new TestCase.Skipped("");
                case FAILED -> new TestCase.Failed(failure.type(), failure.message());
                case CANCELLED ->
                    event.scope().isWholePhase()
                            ? new TestCase.Failed(failure.type(), failure.message())
                            : new TestCase.Skipped("stopped: " + failure.message());
            };
        }
    }
}
