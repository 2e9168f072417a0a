package dev.hivecluster.deploy.tofu;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real libvirt daemon with its machines and networks in namespaces of its own: the host's are not touched, and whatever it
 * started ends with it, or with this JVM. Machines are emulated, whether there is KVM or not. Only root can make one; where
 * it or a program is missing, the test that asks for it is skipped with the reason, and fails where
 * {@code hive.libvirt.required} is true, as in CI.
 */
public final class LibvirtDaemon implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    /** A longer path cannot be the address of a Unix socket. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private static final List<String> PROGRAMS =
            List.of("bash", "dnsmasq", "ip", "libvirtd", "mkisofs", "qemu-system-x86_64", "unshare", "virsh");

    private static final List<String> NAMESPACES = List.of(
            "unshare",
            "--mount",
            "--net",
            "--pid",
            "--ipc",
            "--uts",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation",
            "private");

    private final Path directory;
    private final Process process;

    private LibvirtDaemon(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts it, and returns once it answers.
     *
     * @param directory an empty one, for its files and those of its machines; with a short path, since its socket is in it
     */
    public static LibvirtDaemon start(Path directory) throws IOException, InterruptedException {
        require(directory);
        return startIn(directory);
    }

    /**
     * Starts one that asks a program before and after each start of a machine.
     *
     * @param hook libvirt's {@code hooks/qemu}
     */
    public static LibvirtDaemon start(Path directory, InputStream hook) throws IOException, InterruptedException {
        require(directory);
        Path program = Files.createDirectories(directory.resolve("etc").resolve("hooks"))
                .resolve("qemu");
        Files.write(program, hook.readAllBytes());
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return startIn(directory);
    }

    private static LibvirtDaemon startIn(Path directory) throws IOException, InterruptedException {
        Path script = directory.resolve("libvirt-daemon.sh");
        try (InputStream text = LibvirtDaemon.class.getResourceAsStream("libvirt-daemon.sh")) {
            Files.write(script, text.readAllBytes());
        }
        Files.createDirectories(directory.resolve("pools"));
        List<String> command = new ArrayList<>(NAMESPACES);
        command.addAll(List.of("bash", script.toString(), directory.toString()));
        LibvirtDaemon daemon = new LibvirtDaemon(
                directory,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start());
        boolean started = false;
        try {
            Awaitility.await("libvirtd answers")
                    .atMost(STARTS_WITHIN)
                    .pollInterval(Duration.ofMillis(50))
                    .until(daemon::answers);
            started = true;
            return daemon;
        } finally {
            if (!started) {
                daemon.close();
            }
        }
    }

    /** How clients reach it. */
    public String uri() {
        return "qemu:///system?socket=" + socket(directory);
    }

    /** Where storage pools can be. */
    public Path pools() {
        return directory.resolve("pools");
    }

    /**
     * Runs {@code virsh}.
     *
     * @return what it prints
     * @throws AssertionError if it fails
     */
    public String virsh(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("virsh", "--quiet", "--connect", uri()));
        command.addAll(Arrays.asList(arguments));
        Result result = run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError("%s: %s".formatted(String.join(" ", command), result.output()));
        }
        return result.output().strip();
    }

    /** Ends it and everything that it started. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException("libvirt's namespaces did not end within %d s: %s"
                    .formatted(ENDS_WITHIN.toSeconds(), Files.readString(directory.resolve("output"))));
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("libvirtd did not start: " + Files.readString(directory.resolve("output")));
        }
        return Files.exists(socket(directory))
                && run(List.of("virsh", "--connect", uri(), "version")).exitCode() == 0;
    }

    private static Path socket(Path directory) {
        return directory.resolve("run").resolve("libvirt-sock");
    }

    private static void require(Path directory) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            missing("only root can give libvirt namespaces of its own");
        }
        List<String> programs =
                PROGRAMS.stream().filter(program -> !isOnPath(program)).toList();
        if (!programs.isEmpty()) {
            missing(
                    "%s is not on the PATH (Debian: apt install libvirt-daemon-system libvirt-clients qemu-system-x86 ipxe-qemu genisoimage)"
                            .formatted(String.join(", ", programs)));
        }
        List<String> nothing = new ArrayList<>(NAMESPACES);
        nothing.add("true");
        Result namespaces = run(nothing);
        if (namespaces.exitCode() != 0) {
            missing("namespaces cannot be made here: " + namespaces.output());
        }
        if (socket(directory).toString().length() > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException(
                    "%s is too long for a socket; give a directory with a shorter path".formatted(socket(directory)));
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void missing(String reason) {
        if (Boolean.getBoolean("hive.libvirt.required")) {
            throw new AssertionError("hive.libvirt.required is true, but " + reason);
        }
        abort("not run: " + reason);
    }

    private record Result(int exitCode, String output) {}

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("libvirt", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("%s takes longer than %d s: %s"
                        .formatted(String.join(" ", command), ANSWERS_WITHIN.toSeconds(), Files.readString(output)));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
