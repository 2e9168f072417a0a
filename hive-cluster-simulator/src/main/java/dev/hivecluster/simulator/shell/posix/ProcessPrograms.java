package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.node.Signal;
import dev.hivecluster.simulator.node.SimulatedProcess;
import dev.hivecluster.simulator.shell.CommandLookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Programs that start, find and end processes. */
final class ProcessPrograms {
    private static final int TIMED_OUT = 124;

    private ProcessPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "env", ProcessPrograms::env,
                "nohup", ProcessPrograms::nohup,
                "setsid", ProcessPrograms::setsid,
                "sudo", ProcessPrograms::sudo,
                "timeout", ProcessPrograms::timeout,
                "sleep", ProcessPrograms::sleep,
                "kill", ProcessPrograms::kill,
                "pgrep", ProcessPrograms::pgrep,
                "pkill", ProcessPrograms::pkill);
    }

    private static int exec(Invocation invocation, List<String> command) throws IOException, InterruptedException {
        CommandLookup.Found found;
        try {
            found = CommandLookup.of(invocation).find(command);
        } catch (CommandLookup.NotRunnable e) {
            invocation.complain(e.problem());
            return e.status();
        }
        return invocation.exec(found.program(), found.arguments());
    }

    private static List<String> command(Options options) throws UsageException {
        if (options.operands().isEmpty()) {
            throw new UsageException("missing operand");
        }
        return options.operands();
    }

    private static int env(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "iu:", "ignore-environment", "unset:");
        Map<String, String> variables = new LinkedHashMap<>();
        if (!options.has("i") && !options.has("ignore-environment")) {
            variables.putAll(invocation.environment());
        }
        options.values("u").forEach(variables::remove);
        options.values("unset").forEach(variables::remove);
        List<String> rest = new ArrayList<>(options.operands());
        while (!rest.isEmpty() && rest.get(0).indexOf('=') > 0) {
            String assignment = rest.remove(0);
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        if (!rest.isEmpty()) {
            return exec(invocation.withOnly(variables), rest);
        }
        StringBuilder out = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        out.append(name).append('=').append(value).append('\n'));
        invocation.print(out.toString());
        return 0;
    }

    private static int nohup(Invocation invocation) throws IOException, InterruptedException {
        List<String> command = command(Options.parse(invocation.operands(), ""));
        invocation.process().ignore(Signal.HUP);
        return exec(invocation, command);
    }

    private static int setsid(Invocation invocation) throws IOException, InterruptedException {
        List<String> command = command(Options.parse(invocation.operands(), "fw"));
        invocation.process().lead();
        return exec(invocation, command);
    }

    private static int sudo(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "nEHu:g:", "non-interactive");
        List<String> rest = new ArrayList<>(command(options));
        Map<String, String> variables = new LinkedHashMap<>(invocation.environment());
        while (rest.size() > 1 && rest.get(0).indexOf('=') > 0) {
            String assignment = rest.remove(0);
            int equals = assignment.indexOf('=');
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return exec(invocation.withOnly(variables), rest);
    }

    private static int timeout(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "s:k:", "signal:", "kill-after:");
        List<String> command = new ArrayList<>(command(options));
        long limit = Numbers.milliseconds(command.remove(0));
        if (command.isEmpty()) {
            throw new UsageException("missing operand");
        }
        Signal signal = signal(
                        options.value("s").or(() -> options.value("signal")).orElse("TERM"))
                .orElse(Signal.TERM);
        CommandLookup.Found found;
        try {
            found = CommandLookup.of(invocation).find(command);
        } catch (CommandLookup.NotRunnable e) {
            invocation.complain(e.problem());
            return e.status();
        }
        SimulatedProcess child = invocation.start(found.program(), found.arguments());
        Optional<Integer> status = child.await(limit, TimeUnit.MILLISECONDS);
        if (status.isPresent()) {
            return status.get();
        }
        child.signal(signal);
        child.await();
        return signal == Signal.KILL ? Signal.KILL.status() : TIMED_OUT;
    }

    private static int sleep(Invocation invocation) throws IOException, InterruptedException {
        long time = 0;
        for (String operand : command(Options.parse(invocation.operands(), ""))) {
            time += Numbers.milliseconds(operand);
        }
        Thread.sleep(time);
        return 0;
    }

    /** The signal of a name; empty for 0, which only asks whether the process is there. */
    private static Optional<Signal> signal(String name) throws UsageException {
        if (name.equals("0") || name.equalsIgnoreCase("EXIT")) {
            return Optional.empty();
        }
        return Optional.of(Signal.of(name).orElseThrow(() -> new UsageException("invalid signal '" + name + "'")));
    }

    private static int kill(Invocation invocation) throws IOException, InterruptedException {
        List<String> operands = new ArrayList<>(invocation.operands());
        String name = "TERM";
        if (!operands.isEmpty() && operands.get(0).equals("-l")) {
            for (Signal signal : Signal.values()) {
                invocation.print(signal.name() + "\n");
            }
            return 0;
        }
        if (operands.size() > 1 && operands.get(0).equals("-s")) {
            operands.remove(0);
            name = operands.remove(0);
        } else if (!operands.isEmpty()
                && operands.get(0).matches("-.+")
                && !operands.get(0).equals("--")) {
            name = operands.remove(0).substring(1);
        }
        operands.remove("--");
        if (operands.isEmpty()) {
            throw new UsageException("a process id is needed");
        }
        Optional<Signal> signal = signal(name);
        int status = 0;
        for (String operand : operands) {
            int pid = Numbers.parse(operand);
            List<SimulatedProcess> targets = invocation.process().table().all().stream()
                    .filter(process -> pid < 0 ? process.session() == -pid : process.pid() == pid)
                    .toList();
            if (targets.isEmpty()) {
                invocation.complain("(" + operand + ") - No such process");
                status = 1;
            }
            for (SimulatedProcess process : targets) {
                signal.ifPresent(process::signal);
            }
        }
        invocation.process().checkpoint();
        return status;
    }

    private static List<SimulatedProcess> matching(Invocation invocation, Options options) throws UsageException {
        if (options.operands().size() != 1) {
            throw new UsageException("one pattern is needed");
        }
        Pattern pattern = PosixPattern.compile(options.operands().get(0), true, 0);
        return invocation.process().table().all().stream()
                .filter(process -> process != invocation.process())
                .filter(process -> {
                    List<String> arguments = process.arguments();
                    String name = arguments.get(0).substring(arguments.get(0).lastIndexOf('/') + 1);
                    String text = options.has("f") ? String.join(" ", arguments) : name;
                    return options.has("x")
                            ? pattern.matcher(text).matches()
                            : pattern.matcher(text).find();
                })
                .toList();
    }

    private static int pgrep(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "fxlacu:");
        List<SimulatedProcess> found = matching(invocation, options);
        if (options.has("c")) {
            invocation.print(found.size() + "\n");
        } else {
            StringBuilder out = new StringBuilder();
            for (SimulatedProcess process : found) {
                out.append(process.pid());
                if (options.has("a")) {
                    out.append(' ').append(String.join(" ", process.arguments()));
                } else if (options.has("l")) {
                    out.append(' ').append(process.arguments().get(0));
                }
                out.append('\n');
            }
            invocation.print(out.toString());
        }
        return found.isEmpty() ? 1 : 0;
    }

    private static int pkill(Invocation invocation) throws IOException, InterruptedException {
        List<String> operands = new ArrayList<>(invocation.operands());
        String name = "TERM";
        if (!operands.isEmpty() && operands.get(0).matches("-([A-Z][A-Z0-9]+|[0-9]+)")) {
            name = operands.remove(0).substring(1);
        }
        Optional<Signal> signal = signal(name);
        List<SimulatedProcess> found = matching(invocation, Options.parse(operands, "fxu:"));
        for (SimulatedProcess process : found) {
            signal.ifPresent(process::signal);
        }
        invocation.process().checkpoint();
        return found.isEmpty() ? 1 : 0;
    }
}
