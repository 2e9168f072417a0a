package dev.hivecluster.deploy.tofu;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event.Channel;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads what tofu tells with {@code -json}, and turns it into events: work on a resource becomes a step of its own, with
 * its own duration. Nothing is lost: what has no event of its own goes to the log.
 */
final class TofuStream implements AutoCloseable {
    /** What the plugin itself brings about, and no person can change. */
    private static final Set<String> OURS = Set.of("Deprecated flag: -state");

    private final Activity activity;
    private final Function<TofuMessage.Resource, Optional<String>> nodes;
    private final Set<String> warned;
    private final Map<String, Activity> open = new HashMap<>();
    private final Set<String> errors = new LinkedHashSet<>();
    private final List<TofuMessage.Change> changes = new ArrayList<>();
    private Map<String, TofuMessage.Output> outputs = Map.of();

    /**
     * @param nodes the node that a resource belongs to
     * @param warned warnings that were told already; those of this run are added
     */
    TofuStream(Activity activity, Function<TofuMessage.Resource, Optional<String>> nodes, Set<String> warned) {
        this.activity = activity;
        this.nodes = nodes;
        this.warned = warned;
    }

    /** Reads one line. */
    void read(String line) {
        try {
            read(Json.parse("what tofu says", line, TofuMessage.class));
        } catch (MalformedJsonException notJson) {
            activity.output(Channel.STDOUT, line);
        }
    }

    private void read(TofuMessage message) {
        switch (message.type()) {
            case "apply_start" -> message.hook().ifPresent(this::begin);
            case "apply_progress" -> step(message).progress(message.message());
            case "provision_progress" ->
                step(message)
                        .output(
                                Channel.STDOUT,
                                message.hook().flatMap(TofuMessage.Hook::output).orElse(message.message()));
            case "apply_complete" -> end(message, Activity::succeeded);
            case "apply_errored" -> end(message, step -> step.failed(new StepFailedException(message.message())));
            case "planned_change" -> {
                message.change().ifPresent(changes::add);
                log(message);
            }
            case "change_summary" -> activity.progress(message.message());
            case "diagnostic" -> message.diagnostic().ifPresent(this::diagnose);
            case "outputs" -> outputs = message.outputs().orElse(Map.of());
            default -> log(message);
        }
    }

    private void begin(TofuMessage.Hook hook) {
        TofuMessage.Resource resource = hook.resource();
        String step = "%s %s".formatted(hook.action().orElse("change"), resource.addr());
        Activity before = open.put(
                resource.addr(),
                nodes.apply(resource).map(node -> activity.start(step, node)).orElseGet(() -> activity.start(step)));
        if (before != null) {
            before.close();
        }
    }

    private Activity step(TofuMessage message) {
        return message.hook().map(hook -> open.get(hook.resource().addr())).orElse(activity);
    }

    private void end(TofuMessage message, Consumer<Activity> how) {
        Activity step =
                message.hook().map(hook -> open.remove(hook.resource().addr())).orElse(null);
        if (step == null) {
            log(message);
            return;
        }
        step.output(Channel.STDOUT, message.message());
        how.accept(step);
    }

    private void diagnose(TofuMessage.Diagnostic diagnostic) {
        if (diagnostic.isError()) {
            errors.add(diagnostic.text());
            activity.output(Channel.STDERR, diagnostic.text());
        } else if (!OURS.contains(diagnostic.summary()) && warned.add(diagnostic.text())) {
            activity.warning(diagnostic.text());
        }
    }

    private void log(TofuMessage message) {
        activity.output(Channel.STDOUT, message.message());
    }

    /** What went wrong, each on one line. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** What the plan would change. */
    List<TofuMessage.Change> changes() {
        return List.copyOf(changes);
    }

    /** An output's value, if the command ended by telling it. */
    Optional<JsonNode> output(String name) {
        return Optional.ofNullable(outputs.get(name)).flatMap(output -> Optional.ofNullable(output.value()));
    }

    /** Tofu has ended; what it had begun and did not end is cancelled. */
    @Override
    public void close() {
        open.values().forEach(step -> step.cancelled("tofu ended before it told how this ended"));
        open.clear();
    }

    /** Work on one resource failed; why is told by a diagnostic afterwards. */
    private static final class StepFailedException extends Exception {
        private static final long serialVersionUID = 1;

        StepFailedException(String message) {
            super(message);
        }
    }
}
