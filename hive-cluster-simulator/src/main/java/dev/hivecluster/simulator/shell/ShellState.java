package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Descriptor;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.SimulatedProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a shell knows between two commands: variables, functions, options, its directory and open files. */
final class ShellState {
    private final Map<String, String> variables = new TreeMap<>();
    private final Set<String> exported = new HashSet<>();
    private final Map<String, Command> functions = new HashMap<>();
    private final Map<String, String> traps = new LinkedHashMap<>();
    private final Set<Character> options = new HashSet<>();
    private final List<SimulatedProcess> background = new ArrayList<>();
    private Map<Integer, Descriptor> descriptors = new HashMap<>();
    private List<String> positional = List.of();
    private String name = "sh";
    private String directory = "/";
    private int shellPid;
    private int status;
    private @Nullable Integer lastBackground;
    private boolean interactive;

    private ShellState() {}

    /** The state of a shell that begins. */
    ShellState(Invocation invocation) {
        invocation.environment().forEach((variable, value) -> {
            variables.put(variable, value);
            exported.add(variable);
        });
        directory = invocation.directory();
        shellPid = invocation.process().pid();
        attach(invocation);
        set("PPID", Integer.toString(invocation.process().parent()));
        set("PWD", directory);
        export("PWD");
    }

    /** A copy for a subshell, which has no streams before it is attached to its process. */
    ShellState copy() {
        ShellState copy = new ShellState();
        copy.variables.putAll(variables);
        copy.exported.addAll(exported);
        copy.functions.putAll(functions);
        copy.options.addAll(options);
        copy.positional = positional;
        copy.name = name;
        copy.directory = directory;
        copy.shellPid = shellPid;
        copy.status = status;
        copy.lastBackground = lastBackground;
        return copy;
    }

    /** Takes the streams of the process that it runs in. */
    void attach(Invocation invocation) {
        descriptors.put(0, invocation.stdin());
        descriptors.put(1, invocation.stdout());
        descriptors.put(2, invocation.stderr());
    }

    @Nullable
    String get(String variable) {
        return variables.get(variable);
    }

    void set(String variable, String value) {
        variables.put(variable, value);
        if (options.contains('a')) {
            exported.add(variable);
        }
    }

    void unset(String variable) {
        variables.remove(variable);
        exported.remove(variable);
    }

    void export(String variable) {
        exported.add(variable);
    }

    Map<String, String> variables() {
        return variables;
    }

    /** The variables that programs get. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : exported) {
            String value = variables.get(variable);
            if (value != null) {
                environment.put(variable, value);
            }
        }
        return environment;
    }

    /** Whether the variable is given to programs. */
    boolean isExported(String variable) {
        return exported.contains(variable);
    }

    Map<String, Command> functions() {
        return functions;
    }

    /** Commands by the names of the signals, or {@code EXIT}, that run them. */
    Map<String, String> traps() {
        return traps;
    }

    /** Options by their letters, such as {@code e} for {@code set -e}. */
    Set<Character> options() {
        return options;
    }

    boolean has(char option) {
        return options.contains(option);
    }

    /** What runs in the background. */
    List<SimulatedProcess> background() {
        return background;
    }

    Map<Integer, Descriptor> descriptors() {
        return descriptors;
    }

    void descriptors(Map<Integer, Descriptor> others) {
        descriptors = others;
    }

    Descriptor descriptor(int number) {
        return descriptors.getOrDefault(number, Descriptor.closed());
    }

    List<String> positional() {
        return positional;
    }

    void positional(List<String> others) {
        positional = List.copyOf(others);
    }

    /** {@code $0}. */
    String name() {
        return name;
    }

    void name(String other) {
        name = other;
    }

    String directory() {
        return directory;
    }

    void directory(String other) {
        directory = other;
    }

    /** {@code $$}: also in a subshell, the shell's own. */
    int shellPid() {
        return shellPid;
    }

    /** {@code $?}. */
    int status() {
        return status;
    }

    void status(int other) {
        status = other;
    }

    /** {@code $!}. */
    @Nullable
    Integer lastBackground() {
        return lastBackground;
    }

    void started(SimulatedProcess process) {
        background.add(process);
        lastBackground = process.pid();
    }

    boolean isInteractive() {
        return interactive;
    }

    void interactive() {
        interactive = true;
    }
}
