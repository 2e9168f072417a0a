package dev.hivecluster.simulator;

import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.OwnSession;
import dev.hivecluster.directory.AtomicFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts a background process of a cluster, such as the simulator: the running Java, a session of its own, nothing of the user's environment for Hive. */
final class SimulatorLauncher {
    /**
     * Fast to start and small. The optimizing compiler comes late: early it would only slow the start down, but without it
     * encryption in Java is ten times as slow.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-Xms32m",
            "-Xmx512m",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.util.logging.manager=" + LastingLogManager.class.getName(),
            // What SSH logs of itself is of no use to people, and a backend on the class path would write elsewhere.
            "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
            "-Dslf4j.internal.verbosity=WARN");

    /** Variables that would change the process or lead Hive's clients elsewhere. */
    private static final Set<String> DROPPED =
            Set.of("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final Set<String> DROPPED_PREFIXES = Set.of("AWS_", "HIVE_");

    private final Optional<OwnSession> session;
    private final String mainClass;

    SimulatorLauncher(Optional<OwnSession> session, Class<?> mainClass) {
        this.session = session;
        this.mainClass = mainClass.getName();
    }

    /** Whether the process will be out of the terminal's reach. */
    boolean detaches() {
        return session.isPresent();
    }

    /** Starts the process for the cluster of these files; it finds there what it is to do. */
    Process start(BackgroundFiles files, String recordId) throws IOException {
        List<Path> classPath = SimulatorClasspath.of(
                SimulatorMain.class.getClassLoader(),
                SimulatorMain.class,
                Deployer.class,
                org.slf4j.LoggerFactory.class);
        AtomicFiles.writePrivate(files.arguments(), argumentFile(classPath));
        Files.createDirectories(files.log().toAbsolutePath().getParent());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                SimulatorProcesses.mark(recordId),
                "@" + files.arguments(),
                mainClass,
                files.directory().path().toString());
        ProcessBuilder builder = new ProcessBuilder(
                        session.map(own -> own.wrap(command)).orElse(command))
                .directory(files.directory().path().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        clean(builder.environment());
        return builder.start();
    }

    /** Takes out what the process is not to see. */
    static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(variable ->
                        DROPPED.contains(variable) || DROPPED_PREFIXES.stream().anyMatch(variable::startsWith));
    }

    private static String argumentFile(List<Path> classPath) {
        List<String> lines = new ArrayList<>(JVM_OPTIONS);
        lines.add("-cp");
        lines.add(quoted(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        return String.join("\n", lines) + "\n";
    }

    /** As the {@code java} launcher reads an argument that holds blanks or hashes. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
