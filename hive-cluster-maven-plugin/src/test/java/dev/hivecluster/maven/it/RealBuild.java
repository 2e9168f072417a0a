package dev.hivecluster.maven.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Maven of its own that builds a project in its own directory, with the plugin from the repository that the other real
 * builds filled. Its output goes to {@code build.log}, which is cut only by a new project. Closed, whatever it started is
 * ended.
 */
final class RealBuild implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final char CTRL_C = 3;

    private final Path project;
    private final Process process;

    private RealBuild(Path project, Process process) {
        this.project = project;
        this.process = process;
    }

    /** Starts the Maven that builds this project by itself, as a CI system does. */
    static RealBuild start(Path project, String... arguments) throws IOException {
        return start(ownMaven(), project, arguments);
    }

    /** Starts a Maven by itself. */
    static RealBuild start(Path mavenHome, Path project, String... arguments) throws IOException {
        return new RealBuild(
                project,
                builder(project).command(maven(mavenHome, project, arguments)).start());
    }

    /** Runs a script whose {@code mvn} is the Maven that builds this project. */
    static RealBuild script(Path project, String script) throws IOException {
        List<String> options = maven(ownMaven(), project);
        Files.createDirectories(project.resolve(".mvn"));
        Files.write(project.resolve(".mvn/maven.config"), options.subList(1, options.size()));
        ProcessBuilder builder = builder(project).command("bash", "-e", "-c", script);
        builder.environment().merge("PATH", ownMaven().resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return new RealBuild(project, builder.start());
    }

    /** Starts Maven at a terminal of its own, whose Ctrl-C reaches everything in the foreground. */
    static RealBuild startAtTerminal(Path project, String... arguments) throws IOException {
        String command = String.join(" ", maven(ownMaven(), project, arguments));
        return new RealBuild(
                project,
                builder(project)
                        .command("script", "-q", "-e", "-c", command, "/dev/null")
                        .start());
    }

    /**
     * Starts Maven where {@code clusters} is a disk of its own, which nobody else sees and which is gone afterwards; only
     * root may do that.
     *
     * @param mountOptions those of a {@code tmpfs}, such as {@code size=64k}
     */
    static RealBuild startOnDisk(String mountOptions, Path project, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mkdir clusters && mount -t tmpfs -o \"$0\" disk clusters && exec \"$@\"",
                mountOptions));
        command.addAll(maven(ownMaven(), project, arguments));
        return new RealBuild(project, builder(project).command(command).start());
    }

    private static ProcessBuilder builder(Path project) {
        ProcessBuilder builder = new ProcessBuilder()
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(project).toFile()));
        builder.environment().remove("MAVEN_OPTS");
        return builder;
    }

    private static Path ownMaven() {
        return Path.of(property("its.maven.home"));
    }

    private static List<String> maven(Path home, Path project, String... arguments) throws IOException {
        Path settings = project.resolve("settings.xml");
        Files.writeString(
                settings,
                Files.readString(Path.of(property("its.settings")))
                        .replace(
                                "@localRepositoryUrl@",
                                Path.of(property("its.outerRepository")).toUri().toString()));
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mvn").toString(),
                "-B",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + property("its.localRepository")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A copy of one of the projects in {@code src/it}, as the other real builds have prepared it. */
    static Path project(String name, Path parent) throws IOException {
        Path prepared = Path.of(property("its.directory"), name);
        Path copy = parent.resolve(name);
        try (Stream<Path> files = Files.walk(prepared)) {
            for (Path file : files.toList()) {
                Path relative = prepared.relativize(file);
                if (!relative.startsWith("clusters") && !relative.startsWith("target")) {
                    Files.copy(file, copy.resolve(relative));
                }
            }
        }
        Files.deleteIfExists(log(copy));
        return copy;
    }

    static Path log(Path project) {
        return project.resolve("build.log");
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property %s is not set; run mvn verify -Pits".formatted(name));
        }
        return value;
    }

    /** Waits until a file, or a directory, is there; a build that ends before will never make it. */
    RealBuild awaitFile(Path file) {
        return awaitText(file, "");
    }

    /** Waits until a file holds a text. */
    RealBuild awaitText(Path file, String text) {
        Awaitility.await(file + " with " + text)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || has(file, text));
        if (!has(file, text)) {
            throw new AssertionError("the build ended before %s had \"%s\":\n%s".formatted(file, text, text()));
        }
        return this;
    }

    private static boolean has(Path file, String text) {
        try {
            return Files.exists(file)
                    && (text.isEmpty() || Files.readString(file).contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that Maven is: its script replaces itself by Java. */
    long pid() {
        return process.pid();
    }

    /** Presses Ctrl-C at the build's terminal. */
    RealBuild pressCtrlC() throws IOException {
        process.getOutputStream().write(CTRL_C);
        process.getOutputStream().flush();
        return this;
    }

    /** Presses Ctrl-C again and again: what follows the first at once counts as the same. */
    void pressCtrlCUntilItEnds() {
        Awaitility.await("the end of the build")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(IOException.class)
                .until(() -> {
                    if (process.isAlive()) {
                        pressCtrlC();
                    }
                    return !process.isAlive();
                });
    }

    /** Asks Maven alone to end. */
    RealBuild terminate() {
        process.destroy();
        return this;
    }

    /** Ends Maven alone, without a chance to do anything. */
    RealBuild kill() {
        process.destroyForcibly();
        return this;
    }

    /** Waits for the end; the status is that of a shell. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the build does not end: " + text());
        }
        return process.exitValue();
    }

    private String text() {
        try {
            return Files.readString(log(project));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
