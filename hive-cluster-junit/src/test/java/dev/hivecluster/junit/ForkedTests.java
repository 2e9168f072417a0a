package dev.hivecluster.junit;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.lifecycle.Clusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A JVM of its own that runs test classes as a build or an IDE does, and has no cluster but the one that the extension
 * makes. It lies in a directory of its own; its output goes to {@code output.txt} there. Closed, it has ended.
 */
final class ForkedTests implements AutoCloseable {
    /** The system property by which test classes that harm their process know that it is theirs to harm. */
    static final String FORKED = "hive.test.forked";

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path home;
    private final Process process;

    private ForkedTests(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /**
     * Starts it on the class path of these tests.
     *
     * @param home its directory
     * @param options of its JVM
     */
    static ForkedTests start(Path home, Class<?> testClass, String... options) throws IOException {
        return start(home, System.getProperty("java.class.path"), List.of(testClass), options);
    }

    /** Starts it on another class path. */
    static ForkedTests start(Path home, String classPath, List<Class<?>> testClasses, String... options)
            throws IOException {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-D%s=true".formatted(FORKED),
                "-Dhive.clustersDirectory=" + home.resolve("clusters")));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, ForkedTestsMain.class.getName()));
        testClasses.stream().map(Class::getName).forEach(command::add);
        return new ForkedTests(
                home,
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output(home).toFile())
                        .start());
    }

    private static Path output(Path home) {
        return home.resolve("output.txt");
    }

    /** What it has said so far. */
    String output() throws IOException {
        return Files.readString(output(home));
    }

    /** Waits until it has said that; one that ends before never will. */
    ForkedTests awaitOutput(String text) throws IOException {
        Awaitility.await(text)
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(25))
                .until(() -> !process.isAlive() || output().contains(text));
        if (!output().contains(text)) {
            throw new AssertionError("the tests ended before they said \"%s\":\n%s".formatted(text, output()));
        }
        return this;
    }

    /** Waits until it has ended, and says how. */
    int exitStatus() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the tests did not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Ends its standard input. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends it a signal, named as {@code kill} names it. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -%s ended with status %d".formatted(name, status));
        }
    }

    /** The directory of the only cluster that was made. */
    ClusterDirectory cluster() throws IOException {
        Clusters clusters = new Clusters(home.resolve("clusters"));
        List<ClusterDirectory> made =
                clusters.names().stream().map(clusters::cluster).toList();
        if (made.size() != 1) {
            throw new AssertionError("not one cluster but %s; the tests say:\n%s".formatted(made, output()));
        }
        return made.get(0);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
