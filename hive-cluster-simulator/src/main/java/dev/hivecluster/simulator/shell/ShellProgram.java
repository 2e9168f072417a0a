package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.FileErrors;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.node.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * {@code sh}: runs {@code -c} and a script's text, a script's file, or what it reads from its standard input; with
 * {@code -i} it asks for each line.
 */
public final class ShellProgram implements Program {
    @Override
    public int run(Invocation invocation) throws IOException, InterruptedException {
        ShellState state = new ShellState(invocation);
        List<String> operands = new ArrayList<>(invocation.operands());
        boolean command = false;
        boolean interactive = false;
        while (!operands.isEmpty() && operands.get(0).matches("-[a-zA-Z]+")) {
            for (char letter : operands.remove(0).substring(1).toCharArray()) {
                switch (letter) {
                    case 'c' -> command = true;
                    case 'i' -> interactive = true;
                    case 'l', 's' -> {}
                    default -> state.options().add(letter);
                }
            }
        }
        Executor executor = new Executor(invocation, state);
        if (command) {
            if (operands.isEmpty()) {
                invocation.complain("-c requires an argument");
                return 2;
            }
            String script = operands.remove(0);
            if (!operands.isEmpty()) {
                state.name(operands.remove(0));
            }
            state.positional(operands);
            return script(executor, script);
        }
        if (!operands.isEmpty()) {
            String file = operands.remove(0);
            state.name(file);
            state.positional(operands);
            return file(invocation, executor, file);
        }
        return interactive ? converse(invocation, state, executor) : script(executor, readAll(invocation));
    }

    private static String readAll(Invocation invocation) throws IOException {
        return new String(invocation.in().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int file(Invocation invocation, Executor executor, String file)
            throws IOException, InterruptedException {
        String script;
        try {
            script = Files.readString(invocation.file(file));
        } catch (IOException e) {
            invocation.complain("cannot open " + file + ": " + FileErrors.describe(e));
            return 2;
        }
        return script(executor, script);
    }

    private static int script(Executor executor, String script) throws IOException, InterruptedException {
        Command command;
        try {
            command = Parser.parse(script);
        } catch (SyntaxException e) {
            executor.complain(String.valueOf(e.getMessage()));
            return 2;
        }
        return executor.runToEnd(command);
    }

    /** Asks for commands and runs them, until the input ends or {@code exit}. */
    private static int converse(Invocation invocation, ShellState state, Executor executor)
            throws IOException, InterruptedException {
        state.interactive();
        AtomicBoolean interrupted = new AtomicBoolean();
        invocation.process().handle(Signal.INT, () -> interrupted.set(true));
        invocation.process().ignore(Signal.QUIT);
        StringBuilder script = new StringBuilder();
        while (true) {
            invocation.printError(script.isEmpty() ? prompt(invocation, state) : "> ");
            String line = line(invocation.in());
            if (line == null) {
                invocation.printError(invocation.environment().containsKey("TERM") ? "\n" : "");
                return executor.end(state.status());
            }
            if (interrupted.getAndSet(false)) {
                script.setLength(0);
            }
            script.append(line).append('\n');
            Command command;
            try {
                command = Parser.parse(script.toString());
            } catch (SyntaxException e) {
                if (!e.isIncomplete()) {
                    executor.complain(String.valueOf(e.getMessage()));
                    script.setLength(0);
                }
                continue;
            }
            script.setLength(0);
            try {
                executor.run(command);
            } catch (Jump jump) {
                if (jump.kind() == Jump.Kind.EXIT) {
                    return executor.end(jump.value());
                }
            } catch (ShellError e) {
                executor.complain(e.problem());
                state.status(e.status());
            }
        }
    }

    private static String prompt(Invocation invocation, ShellState state) {
        String home = state.get("HOME");
        String directory = state.directory();
        if (home != null && (directory.equals(home) || directory.startsWith(home + "/"))) {
            directory = "~" + directory.substring(home.length());
        }
        return "%s@%s:%s$ "
                .formatted(
                        invocation.environment().getOrDefault("USER", "user"),
                        invocation.host().name(),
                        directory);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            line.write(c);
            c = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
