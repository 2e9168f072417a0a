package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.model.PosixQuoting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program {@code virsh}, on one libvirt. */
final class Virsh {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String program;
    private final String uri;

    /** @param uri libvirt's, such as {@code qemu:///system} */
    Virsh(String uri) {
        this("virsh", uri);
    }

    Virsh(String program, String uri) {
        this.program = program;
        this.uri = uri;
    }

    String uri() {
        return uri;
    }

    /**
     * Runs a command of virsh.
     *
     * @return what it wrote
     * @throws VirshException if it fails
     * @throws DeployException if there is no virsh, or it does not end
     */
    String run(String... arguments) throws DeployException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "--connect", uri, "--quiet"));
        command.addAll(List.of(arguments));
        Process process = start(command);
        try {
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new DeployException("libvirt at %s does not answer: %s has not ended within %d s"
                        .formatted(uri, words(command), LIMIT.toSeconds()));
            }
            if (process.exitValue() != 0) {
                String said = err.join().strip();
                throw new VirshException("%s failed: %s".formatted(words(command), said.replace("\n", "; ")), said);
            }
            return out.join();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The lines of what a command of virsh wrote, without empty ones. */
    List<String> lines(String... arguments) throws DeployException, InterruptedException {
        return run(arguments)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Process start(List<String> command) throws DeployException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Messages are read.
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new DeployException(
                    "%s cannot be run, but asks libvirt what machines there are: %s. On Debian it is in the package libvirt-clients"
                            .formatted(command.get(0), e.getMessage()),
                    e);
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String words(List<String> command) {
        return PosixQuoting.quote(command);
    }
}
