package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.node.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the program that a command's name stands for, as {@code execvp} does. */
public final class CommandLookup {
    /** Where programs are looked for if no variable says it. */
    private static final String DEFAULT_PATH = "/usr/bin:/bin";

    private static final String SHELL = "/usr/bin/sh";

    private final Host host;
    private final Programs programs;
    private final String directory;
    private final String path;

    CommandLookup(Host host, Programs programs, String directory, String path) {
        this.host = host;
        this.programs = programs;
        this.directory = directory;
        this.path = path;
    }

    /** Finds what a program's own arguments name, as {@code env} and {@code nohup} do. */
    public static CommandLookup of(Invocation invocation) {
        return new CommandLookup(
                invocation.host(),
                invocation.process().table().programs(),
                invocation.directory(),
                invocation.environment().getOrDefault("PATH", DEFAULT_PATH));
    }

    /** The path of the executable file of that name, as the machine sees it. */
    public Optional<String> locate(String name) {
        if (name.contains("/")) {
            String absolute = name.startsWith("/") ? name : directory + "/" + name;
            return Files.isRegularFile(host.file(absolute)) ? Optional.of(name) : Optional.empty();
        }
        for (String entry : path.split(":", -1)) {
            String candidate = (entry.isEmpty() ? directory : entry) + "/" + name;
            Path file = host.file(candidate);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * What to run for a command.
     *
     * @throws NotRunnable if there is no such command, or it cannot be run
     */
    public Found find(List<String> command) throws IOException, NotRunnable {
        String name = command.get(0);
        Optional<String> located = locate(name);
        if (located.isEmpty()) {
            String absolute = name.startsWith("/") ? name : directory + "/" + name;
            if (name.contains("/") && Files.isDirectory(host.file(absolute))) {
                throw new NotRunnable(name + ": Permission denied", 126);
            }
            throw new NotRunnable(name + ": not found", 127);
        }
        String absolute = located.get().startsWith("/") ? located.get() : directory + "/" + located.get();
        Path file = host.file(absolute);
        if (!Files.isExecutable(file)) {
            throw new NotRunnable(name + ": Permission denied", 126);
        }
        Optional<Program> program = programs.ofFile(file);
        if (program.isPresent()) {
            return new Found(program.get(), command);
        }
        if (!isText(file)) {
            throw new NotRunnable(name + ": Exec format error", 126);
        }
        List<String> script = new ArrayList<>(List.of("sh", located.get()));
        script.addAll(command.subList(1, command.size()));
        return new Found(programs.find(SHELL).orElseThrow(() -> new NotRunnable(SHELL + ": not found", 127)), script);
    }

    private static boolean isText(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(256);
            return new String(head, StandardCharsets.ISO_8859_1).indexOf('\0') < 0;
        }
    }

    /** A program and the arguments to run it with. */
    public record Found(Program program, List<String> arguments) {}

    /** A command that there is not. */
    public static final class NotRunnable extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        NotRunnable(String message, int status) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** The command and what is wrong with it. */
        public String problem() {
            return String.valueOf(getMessage());
        }
    }
}
