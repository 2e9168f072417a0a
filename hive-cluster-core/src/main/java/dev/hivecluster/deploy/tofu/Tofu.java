package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event.Channel;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The commands of tofu on one cluster's module and state. */
final class Tofu {
    private static final int MOST_ERRORS = 3;
    private static final int MOST_OF_AN_ERROR = 700;
    private static final int MOST_LINES = 40;
    private static final int CHANGES = 2;

    private final TofuBinary binary;
    private final TofuFiles files;
    private final TofuEnvironment environment;
    /** The exit status of a process that a signal ended is this or more. */
    private static final int KILLED = 128;

    private final TofuProcess process;
    private final Map<String, String> access;
    private final List<Path> variableFiles;
    private final Function<TofuMessage.Resource, Optional<String>> nodes;
    private final Set<String> warned = new HashSet<>();

    /**
     * @param access what a command needs in its environment that talks to the backend
     * @param variableFiles values for the module's variables; a later file wins
     * @param nodes the node that a resource belongs to
     */
    Tofu(
            TofuBinary binary,
            TofuFiles files,
            TofuHost host,
            Map<String, String> access,
            List<Path> variableFiles,
            Function<TofuMessage.Resource, Optional<String>> nodes) {
        this.binary = binary;
        this.files = files;
        this.environment = TofuEnvironment.of(host, files);
        this.process = new TofuProcess(files, host);
        this.access = Map.copyOf(access);
        this.variableFiles = List.copyOf(variableFiles);
        this.nodes = nodes;
    }

    /** Fetches providers and further modules. */
    void init(Activity parent) throws DeployException, InterruptedException {
        parent.run("tofu init", activity -> {
            try (ProviderCache cache = ProviderCache.lock(environment.cache(), activity)) {
                TextOutput said = new TextOutput(activity);
                int status = process.run(
                        "init", command("init", "-no-color"), environment.variables(), activity, said::out, said::err);
                if (status != 0) {
                    throw failed("init", status, List.of(), said.text(), activity);
                }
                return status;
            }
        });
    }

    /** Plans towards what the variables say, and keeps the plan for {@link #apply}. */
    Plan plan(Activity parent) throws DeployException, InterruptedException {
        return parent.run("tofu plan", activity -> {
            List<String> command = command("plan", "-json", "-no-color", "-detailed-exitcode");
            command.add("-lock-timeout=30s");
            command.add("-out=" + files.savedPlan());
            command.add(TofuProcesses.stateOption(files));
            command.addAll(variableFileOptions());
            try (TofuStream stream = new TofuStream(activity, nodes, warned)) {
                int status = stream("plan", command, activity, stream, Set.of(0, CHANGES));
                return new Plan(status == CHANGES, stream.changes());
            }
        });
    }

    /** Carries out the saved plan. */
    Applied apply(Activity parent) throws DeployException, InterruptedException {
        return parent.run("tofu apply", activity -> {
            List<String> command = command("apply", "-json", "-no-color", "-lock-timeout=30s", "-backup=-");
            command.add(TofuProcesses.stateOption(files));
            command.add(files.savedPlan().toString());
            try (TofuStream stream = new TofuStream(activity, nodes, warned)) {
                stream("apply", command, activity, stream, Set.of(0));
                return new Applied(stream.output(InventoryOutput.NAME));
            }
        });
    }

    /**
     * Destroys what the state lists.
     *
     * @param refresh whether the backend is asked first what of it is still there, which may take long for a machine that
     *     does not answer
     */
    void destroy(boolean refresh, Activity parent) throws DeployException, InterruptedException {
        parent.run("tofu destroy", activity -> {
            List<String> command =
                    command("destroy", "-json", "-no-color", "-auto-approve", "-lock-timeout=30s", "-backup=-");
            command.add("-refresh=" + refresh);
            command.add(TofuProcesses.stateOption(files));
            command.addAll(variableFileOptions());
            try (TofuStream stream = new TofuStream(activity, nodes, warned)) {
                return stream("destroy", command, activity, stream, Set.of(0));
            }
        });
    }

    /** Makes the state forget some resources, which themselves are left as they are. */
    void forget(List<String> addresses, Activity activity) throws DeployException, InterruptedException {
        TextOutput said = new TextOutput(activity);
        List<String> command = command("state", "rm", "-lock-timeout=30s", "-backup=" + files.stateBeforeForgetting());
        command.add(TofuProcesses.stateOption(files));
        command.addAll(addresses);
        int status = process.run("state-rm", command, environment.variables(), activity, said::out, said::err);
        if (status != 0) {
            throw failed("state rm", status, List.of(), said.text(), activity);
        }
    }

    /** The output of that name as the state has it; empty if it has none. */
    Optional<JsonNode> output(String name, Activity activity) throws DeployException, InterruptedException {
        TextOutput said = new TextOutput(activity);
        StringBuilder json = new StringBuilder();
        int status = process.run(
                "output",
                command("output", "-json", "-no-color", TofuProcesses.stateOption(files)),
                environment.variables(),
                activity,
                line -> json.append(line).append('\n'),
                said::err);
        if (status != 0) {
            throw failed("output", status, List.of(), said.text(), activity);
        }
        try {
            return Optional.ofNullable(Json.parse("the output of tofu", json.toString(), JsonNode.class)
                    .path(name)
                    .get("value"));
        } catch (MalformedJsonException e) {
            throw new DeployException("tofu output: " + e.getMessage(), e);
        }
    }

    /** The saved plan in words. */
    String show(Activity activity) throws DeployException, InterruptedException {
        TextOutput said = new TextOutput(activity);
        List<String> lines = new ArrayList<>();
        int status = process.run(
                "show",
                command("show", "-no-color", files.savedPlan().toString()),
                environment.variables(),
                activity,
                lines::add,
                said::err);
        if (status != 0) {
            throw failed("show", status, List.of(), said.text(), activity);
        }
        return String.join("\n", lines).strip();
    }

    private int stream(String name, List<String> command, Activity activity, TofuStream stream, Set<Integer> good)
            throws DeployException, InterruptedException {
        TextOutput said = new TextOutput(activity);
        Unfinished.begin(files);
        int status = process.run(name, command, environment.with(access), activity, stream::read, said::err);
        if (status < KILLED) {
            Unfinished.end(files);
        }
        if (!good.contains(status)) {
            throw failed(name, status, stream.errors(), said.text(), activity);
        }
        return status;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(binary.path().toString());
        command.addAll(Arrays.asList(arguments));
        if (!Set.of("output", "show", "state").contains(arguments[0])) {
            command.add(2, "-input=false");
        }
        return command;
    }

    private List<String> variableFileOptions() {
        return variableFiles.stream().map(file -> "-var-file=" + file).toList();
    }

    private TofuException failed(String name, int status, List<String> errors, String text, Activity activity) {
        String ended = status > 128
                ? "%s %s was ended by signal %d".formatted(binary.command(), name, status - 128)
                : "%s %s failed".formatted(binary.command(), name);
        String reason;
        if (!errors.isEmpty()) {
            reason = errors.stream().limit(MOST_ERRORS).map(Tofu::shortened).collect(Collectors.joining("; "))
                    + (errors.size() > MOST_ERRORS ? "; and %d more".formatted(errors.size() - MOST_ERRORS) : "");
        } else if (!text.isBlank()) {
            reason = shortened(text.strip().replaceAll("\\s+", " "));
        } else {
            reason = "it says nothing (exit status %d)".formatted(status);
        }
        String said = String.join("\n", errors) + "\n" + text;
        return new TofuException(activity.redact("%s: %s".formatted(ended, reason)), said);
    }

    private static String shortened(String error) {
        return error.length() <= MOST_OF_AN_ERROR ? error : error.substring(0, MOST_OF_AN_ERROR) + "…";
    }

    /**
     * A plan.
     *
     * @param changesAnything whether there is anything to do
     */
    record Plan(boolean changesAnything, List<TofuMessage.Change> changes) {}

    /** @param inventory what the module says of its machines, unless it is sensitive */
    record Applied(Optional<JsonNode> inventory) {}

    /** What a command writes for people: kept for the log, its end also for messages. */
    private static final class TextOutput {
        private final Activity activity;
        private final List<String> last = new ArrayList<>();

        TextOutput(Activity activity) {
            this.activity = activity;
        }

        void out(String line) {
            activity.output(Channel.STDOUT, line);
        }

        void err(String line) {
            activity.output(Channel.STDERR, line);
            last.add(line);
            if (last.size() > MOST_LINES) {
                last.remove(0);
            }
        }

        String text() {
            return String.join("\n", last);
        }
    }
}
