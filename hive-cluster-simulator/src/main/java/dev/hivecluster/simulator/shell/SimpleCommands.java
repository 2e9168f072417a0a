package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Descriptor;
import dev.hivecluster.simulator.node.Invocation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs simple commands: assignments, functions, builtins, and programs in processes of their own. */
final class SimpleCommands {
    /** Programs that a shell runs by itself, without a process. */
    private static final Set<String> INLINE = Set.of("echo", "printf", "test", "[", "true", "false", "kill");

    private final Executor executor;
    private final ShellState state;
    private final Expander expander;
    private final Builtins builtins;
    private final Invocation invocation;

    SimpleCommands(Executor executor, ShellState state, Expander expander, Traps traps, Invocation invocation) {
        this.executor = executor;
        this.state = state;
        this.expander = expander;
        this.invocation = invocation;
        this.builtins = new Builtins(executor, state, traps, invocation);
    }

    /**
     * Runs it.
     *
     * @param last whether the process ends with it, so that a program may take its place
     */
    int run(Command.Simple command, boolean last) throws IOException, InterruptedException {
        int substitutions = executor.substitutions();
        List<String> words = expander.fields(command.words());
        try (Redirector redirector = new Redirector(state, expander, invocation.host())) {
            redirector.apply(command.redirections());
            if (words.isEmpty()) {
                assign(command.assignments());
                return executor.substitutions() == substitutions ? 0 : state.status();
            }
            return run(command, words, redirector, last);
        } catch (Redirector.RedirectionException e) {
            executor.complain(String.valueOf(e.getMessage()));
            return 2;
        }
    }

    private int run(Command.Simple command, List<String> words, Redirector redirector, boolean last)
            throws IOException, InterruptedException {
        String name = words.get(0);
        if (state.has('x')) {
            builtins.trace(words);
        }
        if (name.equals("exec")) {
            return exec(command, words, redirector);
        }
        if (Builtins.SPECIAL.contains(name)) {
            assign(command.assignments());
            return builtins.run(words);
        }
        Command function = state.functions().get(name);
        if (function != null) {
            return withAssignments(command, () -> call(function, words));
        }
        if (Builtins.REGULAR.contains(name)) {
            return withAssignments(command, () -> builtins.run(words));
        }
        if (name.equals("command") && words.size() > 1) {
            return words.get(1).startsWith("-")
                    ? builtins.locate(words.subList(1, words.size()))
                    : command(command, words.subList(1, words.size()), last);
        }
        return program(command, words, last);
    }

    /** {@code command}: no function of that name. */
    private int command(Command.Simple command, List<String> words, boolean last)
            throws IOException, InterruptedException {
        String name = words.get(0);
        return Builtins.SPECIAL.contains(name) || Builtins.REGULAR.contains(name)
                ? withAssignments(command, () -> builtins.run(words))
                : program(command, words, last);
    }

    private int program(Command.Simple command, List<String> words, boolean last)
            throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(state.environment());
        for (Command.Assignment assignment : command.assignments()) {
            environment.put(assignment.name(), expander.text(assignment.value()));
        }
        CommandLookup.Found found;
        try {
            found = lookup(environment).find(words);
        } catch (CommandLookup.NotRunnable e) {
            executor.complain(e.problem());
            return e.status();
        }
        Invocation prepared = new Invocation(
                invocation.process(),
                found.arguments(),
                environment,
                state.directory(),
                state.descriptor(0),
                state.descriptor(1),
                state.descriptor(2));
        if (INLINE.contains(words.get(0))) {
            return prepared.run(found.program());
        }
        if (last) {
            return prepared.exec(found.program(), found.arguments());
        }
        return prepared.start(found.program(), found.arguments()).await();
    }

    private CommandLookup lookup(Map<String, String> environment) {
        return new CommandLookup(
                invocation.host(),
                invocation.process().table().programs(),
                state.directory(),
                environment.getOrDefault("PATH", ""));
    }

    /** {@code exec}: with a command it ends the shell, without it keeps the redirections. */
    private int exec(Command.Simple command, List<String> words, Redirector redirector)
            throws IOException, InterruptedException {
        if (words.size() == 1) {
            for (Descriptor descriptor : redirector.keep()) {
                invocation.process().own(descriptor::release);
            }
            invocation.process().redirect(state.descriptor(0), state.descriptor(1), state.descriptor(2));
            return 0;
        }
        throw new Jump(Jump.Kind.EXIT, program(command, words.subList(1, words.size()), true));
    }

    private int call(Command function, List<String> words) throws IOException, InterruptedException {
        List<String> positional = state.positional();
        state.positional(words.subList(1, words.size()));
        try {
            return executor.run(function);
        } catch (Jump jump) {
            if (jump.kind() == Jump.Kind.RETURN) {
                return jump.value();
            }
            throw jump;
        } finally {
            state.positional(positional);
        }
    }

    private void assign(List<Command.Assignment> assignments) throws IOException, InterruptedException {
        for (Command.Assignment assignment : assignments) {
            state.set(assignment.name(), expander.text(assignment.value()));
        }
    }

    /** Runs something with variables that are gone afterwards. */
    private int withAssignments(Command.Simple command, Action action) throws IOException, InterruptedException {
        if (command.assignments().isEmpty()) {
            return action.run();
        }
        Map<String, Optional<String>> before = new LinkedHashMap<>();
        for (Command.Assignment assignment : command.assignments()) {
            before.put(assignment.name(), Optional.ofNullable(state.get(assignment.name())));
        }
        assign(command.assignments());
        try {
            return action.run();
        } finally {
            before.forEach((variable, value) ->
                    value.ifPresentOrElse(old -> state.set(variable, old), () -> state.unset(variable)));
        }
    }

    private interface Action {
        int run() throws IOException, InterruptedException;
    }
}
