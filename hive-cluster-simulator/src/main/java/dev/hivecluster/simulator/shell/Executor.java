package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Descriptor;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Pipe;
import dev.hivecluster.simulator.node.ProcessStart;
import dev.hivecluster.simulator.node.Signal;
import dev.hivecluster.simulator.node.SimulatedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in one shell process. */
final class Executor {
    private final Invocation invocation;
    private final ShellState state;
    private final Expander expander;
    private final SimpleCommands simple;
    private final Traps traps;
    private int tested;
    private int substitutions;

    Executor(Invocation invocation, ShellState state) {
        this.invocation = invocation;
        this.state = state;
        this.expander = new Expander(state, invocation.host(), this::substitute);
        this.traps = new Traps(this, state, invocation.process());
        this.simple = new SimpleCommands(this, state, expander, traps, invocation);
    }

    /** Runs a script to its end and returns the status that the process ends with. */
    int runToEnd(Command command) throws IOException, InterruptedException {
        int status;
        try {
            status = runLast(command);
        } catch (Jump jump) {
            status = jump.kind() == Jump.Kind.EXIT || jump.kind() == Jump.Kind.RETURN ? jump.value() : state.status();
        } catch (ShellError e) {
            complain(e.problem());
            status = e.status();
        }
        return end(status);
    }

    /** Does what is to be done at the shell's end, and returns the status that the process ends with. */
    int end(int status) throws IOException, InterruptedException {
        state.status(status);
        return traps.atExit(status);
    }

    /** Runs a command with which the process ends: a program takes the place of the shell. */
    private int runLast(Command command) throws IOException, InterruptedException {
        if (command instanceof Command.Simple last && state.traps().isEmpty()) {
            return simple.run(last, true);
        }
        if (command instanceof Command.Redirected last) {
            return redirected(last, true);
        }
        return run(command);
    }

    /** Runs a command and returns its status. */
    int run(Command command) throws IOException, InterruptedException {
        invocation.process().checkpoint();
        traps.run();
        int status = dispatch(command);
        state.status(status);
        boolean decides = command instanceof Command.Simple
                || command instanceof Command.Subshell
                || (command instanceof Command.Pipeline pipeline && !pipeline.negated());
        if (status != 0 && decides && tested == 0 && state.has('e')) {
            throw new Jump(Jump.Kind.EXIT, status);
        }
        return status;
    }

    /** Runs a command whose failure decides something, so that {@code set -e} does not look at it. */
    private int test(Command command) throws IOException, InterruptedException {
        tested++;
        try {
            return run(command);
        } finally {
            tested--;
        }
    }

    private int dispatch(Command command) throws IOException, InterruptedException {
        if (command instanceof Command.Simple plain) {
            return simple.run(plain, false);
        } else if (command instanceof Command.Pipeline pipeline) {
            return pipeline(pipeline);
        } else if (command instanceof Command.AndOr andOr) {
            int left = test(andOr.left());
            return (left == 0) == andOr.and() ? run(andOr.right()) : left;
        } else if (command instanceof Command.Sequence sequence) {
            return sequence(sequence);
        } else if (command instanceof Command.If conditional) {
            for (Command.Branch branch : conditional.branches()) {
                if (test(branch.condition()) == 0) {
                    return run(branch.body());
                }
            }
            return run(conditional.otherwise());
        } else if (command instanceof Command.Loop loop) {
            return loop(loop);
        } else if (command instanceof Command.For iteration) {
            return iterate(iteration);
        } else if (command instanceof Command.Case selection) {
            return select(selection);
        } else if (command instanceof Command.Subshell subshell) {
            return fork(subshell.body(), state.descriptor(0), state.descriptor(1), true)
                    .await();
        } else if (command instanceof Command.Definition definition) {
            state.functions().put(definition.name(), definition.body());
            return 0;
        } else if (command instanceof Command.Redirected redirected) {
            return redirected(redirected, false);
        }
        throw new IllegalStateException("no such command: " + command);
    }

    private int sequence(Command.Sequence sequence) throws IOException, InterruptedException {
        int status = 0;
        for (Command.Step step : sequence.steps()) {
            if (step.background()) {
                state.started(background(step.command()));
                state.status(0);
                status = 0;
            } else {
                status = run(step.command());
            }
        }
        return status;
    }

    private SimulatedProcess background(Command command) throws IOException {
        Descriptor in = state.isInteractive() ? state.descriptor(0).share() : Descriptor.nothing();
        try {
            return fork(command, in, state.descriptor(1), false);
        } finally {
            in.release();
        }
    }

    private int loop(Command.Loop loop) throws IOException, InterruptedException {
        int status = 0;
        while (true) {
            try {
                if ((test(loop.condition()) == 0) == loop.until()) {
                    return status;
                }
                status = run(loop.body());
            } catch (Jump jump) {
                if (leaves(jump)) {
                    return 0;
                }
            }
        }
    }

    private int iterate(Command.For iteration) throws IOException, InterruptedException {
        List<String> values = iteration.positional() ? state.positional() : expander.fields(iteration.words());
        int status = 0;
        for (String value : values) {
            state.set(iteration.name(), value);
            try {
                status = run(iteration.body());
            } catch (Jump jump) {
                if (leaves(jump)) {
                    return 0;
                }
            }
        }
        return status;
    }

    /** Whether a jump leaves the present loop; one that goes further is passed on. */
    private static boolean leaves(Jump jump) {
        switch (jump.kind()) {
            case BREAK, CONTINUE -> {
                if (jump.value() > 1) {
                    throw new Jump(jump.kind(), jump.value() - 1);
                }
                return jump.kind() == Jump.Kind.BREAK;
            }
            default -> throw jump;
        }
    }

    private int select(Command.Case selection) throws IOException, InterruptedException {
        String value = expander.text(selection.word());
        for (Command.Alternative alternative : selection.alternatives()) {
            for (Word pattern : alternative.patterns()) {
                if (expander.pattern(pattern).matcher(value).matches()) {
                    return run(alternative.body());
                }
            }
        }
        return 0;
    }

    /** @param last whether the process ends with it, so that its own streams are the redirected ones */
    private int redirected(Command.Redirected redirected, boolean last) throws IOException, InterruptedException {
        try (Redirector redirector = new Redirector(state, expander, invocation.host())) {
            redirector.apply(redirected.redirections());
            if (last) {
                invocation.process().redirect(state.descriptor(0), state.descriptor(1), state.descriptor(2));
            }
            return run(redirected.command());
        } catch (Redirector.RedirectionException e) {
            complain(String.valueOf(e.getMessage()));
            return 2;
        }
    }

    private int pipeline(Command.Pipeline pipeline) throws IOException, InterruptedException {
        List<Command> commands = pipeline.commands();
        if (commands.size() == 1) {
            return test(commands.get(0)) == 0 ? 1 : 0;
        }
        List<SimulatedProcess> processes = new ArrayList<>();
        Descriptor in = state.descriptor(0).share();
        for (int i = 0; i < commands.size(); i++) {
            if (i == commands.size() - 1) {
                processes.add(fork(commands.get(i), in, state.descriptor(1), true));
                in.release();
            } else {
                Pipe pipe = new Pipe();
                Descriptor out = Descriptor.writing(pipe.writer());
                processes.add(fork(commands.get(i), in, out, true));
                in.release();
                out.release();
                in = Descriptor.reading(pipe.reader());
            }
        }
        int status = 0;
        for (SimulatedProcess process : processes) {
            status = process.await();
        }
        return pipeline.negated() ? (status == 0 ? 1 : 0) : status;
    }

    /** Runs a command in a copy of this shell, as it is now: this one goes on while the copy starts. */
    private SimulatedProcess fork(Command command, Descriptor in, Descriptor out, boolean foreground) {
        SimulatedProcess parent = invocation.process();
        Descriptor err = state.descriptor(2);
        boolean errexit = tested == 0;
        boolean detached = !foreground && !state.isInteractive();
        ShellState copy = state.copy();
        return parent.table()
                .start(
                        child -> {
                            copy.attach(child);
                            Executor executor = new Executor(child, copy);
                            executor.tested = errexit ? 0 : 1;
                            if (detached) {
                                child.process().ignore(Signal.INT);
                                child.process().ignore(Signal.QUIT);
                            }
                            return executor.runToEnd(command);
                        },
                        new ProcessStart(
                                invocation.process().arguments(),
                                state.environment(),
                                state.directory(),
                                in.share(),
                                out.share(),
                                err.share()),
                        parent,
                        foreground && parent.isForeground());
    }

    private String substitute(Command command) throws IOException, InterruptedException {
        Pipe pipe = new Pipe();
        Descriptor out = Descriptor.writing(pipe.writer());
        SimulatedProcess process = fork(command, state.descriptor(0), out, true);
        out.release();
        byte[] output = pipe.reader().readAllBytes();
        pipe.reader().close();
        state.status(process.await());
        substitutions++;
        return new String(output, StandardCharsets.UTF_8).replace("\0", "");
    }

    /** How many command substitutions there were so far. */
    int substitutions() {
        return substitutions;
    }

    /** Writes a problem to the shell's standard error. */
    void complain(String problem) throws IOException {
        state.descriptor(2).output().write((state.name() + ": " + problem + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
