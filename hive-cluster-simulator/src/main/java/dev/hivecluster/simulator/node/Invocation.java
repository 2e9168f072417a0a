package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a program, with what it was given.
 *
 * @param process the process that it runs in
 * @param arguments the name that it was called by, and its arguments
 * @param environment its variables
 * @param directory its working directory, absolute, as the machine sees it
 */
public record Invocation(
        SimulatedProcess process,
        List<String> arguments,
        Map<String, String> environment,
        String directory,
        Descriptor stdin,
        Descriptor stdout,
        Descriptor stderr) {
    /** The file that holds nothing, and keeps nothing. */
    public static final String NOTHING = "/dev/null";

    public Invocation {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public Host host() {
        return process.host();
    }

    /** The name that the program was called by, without directories. */
    public String name() {
        String called = arguments.get(0);
        return called.substring(called.lastIndexOf('/') + 1);
    }

    /** The arguments after the name. */
    public List<String> operands() {
        return arguments.subList(1, arguments.size());
    }

    public InputStream in() throws IOException {
        return stdin.input();
    }

    public OutputStream out() throws IOException {
        return stdout.output();
    }

    /** Writes text to standard output at once. */
    public void print(String text) throws IOException {
        OutputStream out = stdout.output();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Writes text to standard error at once. */
    public void printError(String text) throws IOException {
        OutputStream err = stderr.output();
        err.write(text.getBytes(StandardCharsets.UTF_8));
        err.flush();
    }

    /** Writes {@code <name>: <problem>} to standard error. */
    public void complain(String problem) throws IOException {
        printError(name() + ": " + problem + "\n");
    }

    /** A path, absolute, as the machine sees it. */
    public String absolute(String path) {
        return path.startsWith("/") ? path : directory + "/" + path;
    }

    /** The real place of a path of the machine, symbolic links followed. */
    public Path file(String path) {
        return host().file(absolute(path));
    }

    /** As {@link #file}, but a symbolic link at the path's end is not followed. */
    public Path entry(String path) {
        return process.table().files().locate(absolute(path));
    }

    /** A path, absolute, without {@code .}, {@code ..} and symbolic links. */
    public String canonical(String path) {
        return process.table().files().canonical(absolute(path));
    }

    /** Opens a file of the machine for reading. */
    public InputStream read(String path) throws IOException {
        return absolute(path).equals(NOTHING) ? InputStream.nullInputStream() : Files.newInputStream(file(path));
    }

    /** Opens a file of the machine for writing, and makes it if it is missing. */
    public OutputStream write(String path, boolean append) throws IOException {
        return absolute(path).equals(NOTHING)
                ? OutputStream.nullOutputStream()
                : Files.newOutputStream(
                        file(path),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** The user's home directory. */
    public String home() {
        return environment.getOrDefault("HOME", "/");
    }

    /**
     * Runs a program in this process to its end. What it could not read or write it has reported on standard error.
     *
     * @return its exit status
     */
    public int run(Program program) throws IOException, InterruptedException {
        try {
            return program.run(this);
        } catch (InterruptedIOException | ClosedByInterruptException | BrokenPipeException e) {
            throw e;
        } catch (IOException e) {
            return report(FileErrors.describe(e));
        } catch (UncheckedIOException e) {
            return report(FileErrors.describe(e));
        }
    }

    private int report(String problem) throws IOException, InterruptedException {
        process.checkpoint();
        complain(problem);
        return 1;
    }

    /**
     * Runs another program in place of the one that runs in this process, to its end, as {@code exec} does: the process
     * shows the other's arguments.
     *
     * @return its exit status
     */
    public int exec(Program program, List<String> others) throws IOException, InterruptedException {
        return process.exec(program, calling(others));
    }

    /** The same with other arguments in the same process, which goes on to show its own. */
    public Invocation calling(List<String> others) {
        return new Invocation(process, others, environment, directory, stdin, stdout, stderr);
    }

    /** The same with variables set besides. */
    public Invocation with(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new Invocation(process, arguments, all, directory, stdin, stdout, stderr);
    }

    /** The same with exactly these variables. */
    public Invocation withOnly(Map<String, String> variables) {
        return new Invocation(process, arguments, variables, directory, stdin, stdout, stderr);
    }

    /** Starts a child that shares the open files. */
    public SimulatedProcess start(Program program, List<String> others) {
        return process.table()
                .start(
                        program,
                        new ProcessStart(others, environment, directory, stdin.share(), stdout.share(), stderr.share()),
                        process,
                        process.isForeground());
    }
}
