package dev.hivecluster.remote;

import dev.hivecluster.model.PosixQuoting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command, as a list of arguments; never as text that some shell would take apart.
 *
 * @param arguments the program and its arguments
 * @param environment variables set for it, in order
 * @param directory the directory it runs in; empty for the user's home
 * @param sudo whether it runs as root, through {@code sudo -n}
 * @param limit after this time it is ended and counts as failed; with zero it is not even begun
 */
public record Command(
        List<String> arguments,
        Map<String, String> environment,
        Optional<String> directory,
        boolean sudo,
        Duration limit) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

    /**
     * @throws IllegalArgumentException if there is no program, if it would be taken for an option or a variable, if a variable
     *     has no proper name, if an argument cannot be quoted, or if the limit is
     *     negative
     */
    public Command {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        String program = arguments.get(0);
        if (program.isEmpty() || program.startsWith("-") || program.contains("=")) {
            throw new IllegalArgumentException(
                    "a program is a name or a path, not empty, without a leading hyphen or an equals sign: '%s'"
                            .formatted(program));
        }
        environment.keySet().stream()
                .filter(name -> !VARIABLE.matcher(name).matches())
                .forEach(name -> {
                    throw new IllegalArgumentException("not the name of a variable: '%s'".formatted(name));
                });
        if (limit.isNegative()) {
            throw new IllegalArgumentException("a command cannot have %s to run".formatted(limit));
        }
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        line(arguments, environment, directory, sudo);
    }

    /** A program with its arguments, in the user's home, within a minute. */
    public static Command of(String program, String... arguments) {
        List<String> all = new ArrayList<>();
        all.add(program);
        all.addAll(List.of(arguments));
        return of(all);
    }

    public static Command of(List<String> arguments) {
        return new Command(arguments, Map.of(), Optional.empty(), false, DEFAULT_LIMIT);
    }

    public Command with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Command(arguments, more, directory, sudo, limit);
    }

    public Command in(String path) {
        return new Command(arguments, environment, Optional.of(path), sudo, limit);
    }

    public Command asRoot() {
        return new Command(arguments, environment, directory, true, limit);
    }

    public Command within(Duration time) {
        return new Command(arguments, environment, directory, sudo, time);
    }

    /** The command as one line for a POSIX shell: what is sent, and what a person can paste. */
    public String line() {
        return line(arguments, environment, directory, sudo);
    }

    private static String line(
            List<String> arguments, Map<String, String> environment, Optional<String> directory, boolean sudo) {
        StringBuilder line = new StringBuilder();
        directory
                .map(path -> path.startsWith("-") ? "./" + path : path)
                .ifPresent(path ->
                        line.append("cd ").append(PosixQuoting.quote(path)).append(" && "));
        if (sudo) {
            line.append("sudo -n ");
        }
        if (!environment.isEmpty()) {
            line.append("env ");
            environment.forEach((name, value) ->
                    line.append(PosixQuoting.quote(name + "=" + value)).append(' '));
        }
        return line.append(PosixQuoting.quote(arguments)).toString();
    }

    @Override
    public String toString() {
        return line();
    }
}
