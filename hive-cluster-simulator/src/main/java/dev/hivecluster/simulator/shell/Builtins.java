package dev.hivecluster.simulator.shell;

import dev.hivecluster.model.PosixQuoting;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.SimulatedProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands that change the shell itself. */
final class Builtins {
    /** Those whose assignments stay. */
    static final Set<String> SPECIAL = Set.of(
            ":",
            ".",
            "break",
            "continue",
            "eval",
            "exec",
            "exit",
            "export",
            "readonly",
            "return",
            "set",
            "shift",
            "trap",
            "unset");

    static final Set<String> REGULAR = Set.of("cd", "pwd", "read", "umask", "wait", "type", "local");

    private static final Map<String, Character> LONG_OPTIONS =
            Map.of("errexit", 'e', "nounset", 'u', "xtrace", 'x', "noglob", 'f', "allexport", 'a');

    private final Executor executor;
    private final ShellState state;
    private final Traps traps;
    private final Invocation invocation;

    Builtins(Executor executor, ShellState state, Traps traps, Invocation invocation) {
        this.executor = executor;
        this.state = state;
        this.traps = traps;
        this.invocation = invocation;
    }

    /** Runs one, with its name and arguments. */
    int run(List<String> words) throws IOException, InterruptedException {
        List<String> operands = words.subList(1, words.size());
        return switch (words.get(0)) {
            case ":" -> 0;
            case "." -> source(operands);
            case "break" -> throw new Jump(Jump.Kind.BREAK, number(operands, 1));
            case "continue" -> throw new Jump(Jump.Kind.CONTINUE, number(operands, 1));
            case "eval" -> evaluate(String.join(" ", operands));
            case "exit" -> throw new Jump(Jump.Kind.EXIT, number(operands, state.status()) & 0xff);
            case "return" -> throw new Jump(Jump.Kind.RETURN, number(operands, state.status()) & 0xff);
            case "export", "readonly" -> export(operands);
            case "set" -> set(operands);
            case "shift" -> shift(number(operands, 1));
            case "trap" -> trap(operands);
            case "unset" -> unset(operands);
            case "cd" -> changeDirectory(operands);
            case "pwd" -> print(state.directory() + "\n");
            case "read" -> read(operands);
            case "umask" -> print(operands.isEmpty() ? "0022\n" : "");
            case "wait" -> await(operands);
            case "type" -> type(operands);
            case "local" -> local(operands);
            default -> throw new IllegalArgumentException("no such builtin: " + words.get(0));
        };
    }

    /** {@code set -x}: shows a command before it runs. */
    void trace(List<String> words) throws IOException {
        state.descriptor(2).output().write(("+ " + String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private int print(String text) throws IOException {
        state.descriptor(1).output().write(text.getBytes(StandardCharsets.UTF_8));
        return 0;
    }

    private static int number(List<String> operands, int otherwise) {
        if (operands.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(operands.get(0));
        } catch (NumberFormatException e) {
            throw new ShellError("Illegal number: " + operands.get(0), 2);
        }
    }

    private int source(List<String> operands) throws IOException, InterruptedException {
        if (operands.isEmpty()) {
            return 0;
        }
        String path = operands.get(0);
        Path file = invocation.host().file(absolute(path));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ShellError(".: " + path + ": not found", 2);
        }
        try {
            return evaluate(Files.readString(file));
        } catch (Jump jump) {
            if (jump.kind() == Jump.Kind.RETURN) {
                return jump.value();
            }
            throw jump;
        }
    }

    private int evaluate(String script) throws IOException, InterruptedException {
        try {
            return executor.run(Parser.parse(script));
        } catch (SyntaxException e) {
            throw new ShellError(String.valueOf(e.getMessage()), 2);
        }
    }

    private int export(List<String> operands) throws IOException {
        if (operands.isEmpty() || operands.equals(List.of("-p"))) {
            StringBuilder all = new StringBuilder();
            state.environment()
                    .forEach((name, value) -> all.append("export ")
                            .append(name)
                            .append('=')
                            .append(PosixQuoting.quote(value))
                            .append('\n'));
            return print(all.toString());
        }
        for (String operand : operands) {
            int equals = operand.indexOf('=');
            String name = equals < 0 ? operand : operand.substring(0, equals);
            if (!Parser.isName(name)) {
                throw new ShellError("export: " + name + ": bad variable name", 2);
            }
            if (equals >= 0) {
                state.set(name, operand.substring(equals + 1));
            }
            state.export(name);
        }
        return 0;
    }

    private int set(List<String> operands) throws IOException {
        if (operands.isEmpty()) {
            StringBuilder all = new StringBuilder();
            state.variables()
                    .forEach((name, value) -> all.append(name)
                            .append('=')
                            .append(PosixQuoting.quote(value))
                            .append('\n'));
            return print(all.toString());
        }
        int i = 0;
        while (i < operands.size()) {
            String operand = operands.get(i);
            if (operand.equals("--")) {
                state.positional(operands.subList(i + 1, operands.size()));
                return 0;
            }
            if (operand.length() < 2 || !(operand.startsWith("-") || operand.startsWith("+"))) {
                state.positional(operands.subList(i, operands.size()));
                return 0;
            }
            boolean on = operand.charAt(0) == '-';
            if (operand.substring(1).equals("o")) {
                i++;
                Character option = i < operands.size() ? LONG_OPTIONS.get(operands.get(i)) : null;
                if (option == null) {
                    throw new ShellError("set: Illegal option -o", 2);
                }
                option(option, on);
            } else {
                for (char letter : operand.substring(1).toCharArray()) {
                    option(letter, on);
                }
            }
            i++;
        }
        return 0;
    }

    private void option(char letter, boolean on) {
        if (on) {
            state.options().add(letter);
        } else {
            state.options().remove(letter);
        }
    }

    private int shift(int count) {
        if (count > state.positional().size()) {
            throw new ShellError("shift: can't shift that many", 2);
        }
        state.positional(state.positional().subList(count, state.positional().size()));
        return 0;
    }

    private int trap(List<String> operands) throws IOException {
        if (operands.isEmpty()) {
            StringBuilder all = new StringBuilder();
            state.traps()
                    .forEach((condition, action) -> all.append("trap -- ")
                            .append(PosixQuoting.quote(action))
                            .append(' ')
                            .append(condition)
                            .append('\n'));
            return print(all.toString());
        }
        boolean resets = operands.size() == 1;
        String action = resets ? "-" : operands.get(0);
        for (String condition : resets ? operands : operands.subList(1, operands.size())) {
            if (!traps.set(condition, action)) {
                executor.complain("trap: " + condition + ": bad trap");
                return 1;
            }
        }
        return 0;
    }

    private int unset(List<String> operands) {
        boolean functions = operands.contains("-f");
        for (String operand : operands) {
            if (operand.equals("-f") || operand.equals("-v")) {
                continue;
            }
            if (functions) {
                state.functions().remove(operand);
            } else {
                state.unset(operand);
            }
        }
        return 0;
    }

    private String absolute(String path) {
        return path.startsWith("/") ? path : state.directory() + "/" + path;
    }

    private int changeDirectory(List<String> operands) throws IOException {
        String target = operands.isEmpty() ? state.get("HOME") : operands.get(0);
        if (target == null) {
            executor.complain("cd: HOME not set");
            return 2;
        }
        boolean back = target.equals("-");
        if (back) {
            target = Optional.ofNullable(state.get("OLDPWD")).orElse(state.directory());
        }
        String directory = normalized(absolute(target));
        if (!Files.isDirectory(invocation.host().file(directory))) {
            executor.complain("cd: can't cd to " + target);
            return 2;
        }
        state.set("OLDPWD", state.directory());
        state.directory(directory);
        state.set("PWD", directory);
        return back ? print(directory + "\n") : 0;
    }

    private static String normalized(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.remove(names.size() - 1);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }

    private int read(List<String> operands) throws IOException {
        List<String> names = new ArrayList<>(operands);
        boolean raw = names.remove("-r");
        InputStream in = state.descriptor(0).input();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            if (c == '\\' && !raw) {
                c = in.read();
                if (c == '\n') {
                    c = in.read();
                    continue;
                }
            }
            line.write(c);
            c = in.read();
        }
        String rest = line.toString(StandardCharsets.UTF_8).strip();
        for (int i = 0; i < names.size(); i++) {
            String[] split = i == names.size() - 1 ? new String[] {rest} : rest.split("[ \t]+", 2);
            state.set(names.get(i), split[0]);
            rest = split.length > 1 ? split[1] : "";
        }
        return c < 0 ? 1 : 0;
    }

    private int await(List<String> operands) throws InterruptedException {
        int status = 0;
        if (operands.isEmpty()) {
            for (SimulatedProcess process : state.background()) {
                process.await();
            }
            state.background().clear();
            return 0;
        }
        for (String operand : operands) {
            int pid = number(List.of(operand), 0);
            Optional<SimulatedProcess> child = state.background().stream()
                    .filter(process -> process.pid() == pid)
                    .findFirst();
            status = child.isPresent() ? child.get().await() : 127;
        }
        return status;
    }

    private int local(List<String> operands) {
        for (String operand : operands) {
            int equals = operand.indexOf('=');
            if (equals > 0) {
                state.set(operand.substring(0, equals), operand.substring(equals + 1));
            }
        }
        return 0;
    }

    private CommandLookup lookup() {
        return new CommandLookup(
                invocation.host(),
                invocation.process().table().programs(),
                state.directory(),
                Optional.ofNullable(state.get("PATH")).orElse(""));
    }

    private int type(List<String> operands) throws IOException {
        int status = 0;
        for (String name : operands) {
            if (state.functions().containsKey(name)) {
                print(name + " is a shell function\n");
            } else if (SPECIAL.contains(name) || REGULAR.contains(name)) {
                print(name + " is a shell builtin\n");
            } else {
                Optional<String> path = lookup().locate(name);
                print(path.map(found -> name + " is " + found + "\n").orElse(name + ": not found\n"));
                status = path.isPresent() ? status : 127;
            }
        }
        return status;
    }

    /** {@code command -v}: where a command is. */
    int locate(List<String> operands) throws IOException {
        if (!operands.get(0).equals("-v")) {
            throw new ShellError("command: Illegal option " + operands.get(0), 2);
        }
        for (String name : operands.subList(1, operands.size())) {
            if (SPECIAL.contains(name)
                    || REGULAR.contains(name)
                    || state.functions().containsKey(name)) {
                print(name + "\n");
                continue;
            }
            Optional<String> path = lookup().locate(name);
            if (path.isEmpty()) {
                return 127;
            }
            print(path.get() + "\n");
        }
        return 0;
    }
}
