package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a kernel shows as files: {@code /proc/<pid>/environ} and {@code cmdline} of its processes, {@code meminfo},
 * {@code uptime} and {@code cpuinfo}. They are written when somebody looks there, since almost nobody does.
 */
final class ProcessFiles {
    static final String DIRECTORY = "/proc";

    private static final long KIB_PER_MIB = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("r--------");

    private final Path directory;
    private final Map<Integer, Invocation> written = new HashMap<>();

    ProcessFiles(FileTree files) {
        this.directory = files.resolve(DIRECTORY);
    }

    /** Where they lie. */
    Path directory() {
        return directory;
    }

    /** Brings the files up to date. */
    synchronized void update(Collection<SimulatedProcess> running, Host host, Instant booted) {
        update(running);
        try {
            Files.createDirectories(directory);
            long kib = host.memoryMb() * KIB_PER_MIB;
            // A part of the memory is the kernel's own.
            long total = kib - kib / 20;
            Files.writeString(
                    directory.resolve("meminfo"),
                    "MemTotal:       %8d kB%nMemFree:        %8d kB%nMemAvailable:   %8d kB%n"
                            .formatted(total, total * 2 / 3, total * 3 / 4));
            double up = Duration.between(booted, host.clock().instant()).toMillis() / 1000.0;
            Files.writeString(
                    directory.resolve("uptime"), String.format(Locale.ROOT, "%.2f %.2f%n", up, up * host.cpuCores()));
            StringBuilder processors = new StringBuilder();
            for (int i = 0; i < host.cpuCores(); i++) {
                processors.append("processor\t: ").append(i).append("\nmodel name\t: simulated\n\n");
            }
            Files.writeString(directory.resolve("cpuinfo"), processors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the processes' files away. */
    void clear() {
        update(List.of());
    }

    private synchronized void update(Collection<SimulatedProcess> running) {
        Map<Integer, Invocation> wanted = new HashMap<>();
        running.forEach(process -> wanted.put(process.pid(), process.image().invocation()));
        try {
            for (Integer pid : List.copyOf(written.keySet())) {
                if (!Objects.equals(wanted.get(pid), written.get(pid))) {
                    remove(directory.resolve(pid.toString()));
                    written.remove(pid);
                }
            }
            for (Map.Entry<Integer, Invocation> process : wanted.entrySet()) {
                if (!written.containsKey(process.getKey())) {
                    write(directory.resolve(process.getKey().toString()), process.getValue());
                    written.put(process.getKey(), process.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path process, Invocation invocation) throws IOException {
        Files.createDirectories(process);
        write(
                process.resolve("environ"),
                invocation.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue()));
        write(process.resolve("cmdline"), invocation.arguments().stream());
    }

    private static void write(Path file, Stream<String> texts) throws IOException {
        StringBuilder content = new StringBuilder();
        texts.forEach(text -> content.append(text).append('\0'));
        Files.write(file, content.toString().getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, OWNER_ONLY);
    }

    private static void remove(Path process) throws IOException {
        Files.deleteIfExists(process.resolve("environ"));
        Files.deleteIfExists(process.resolve("cmdline"));
        Files.deleteIfExists(process);
    }
}
