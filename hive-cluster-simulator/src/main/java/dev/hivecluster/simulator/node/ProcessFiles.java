package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes of a machine as files, {@code /proc/<pid>/environ} and {@code cmdline}. They are written when somebody
 * looks there, since almost nobody does.
 */
final class ProcessFiles {
    static final String DIRECTORY = "/proc";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("r--------");

    private final Path directory;
    private final Map<Integer, Invocation> written = new HashMap<>();

    ProcessFiles(FileTree files) {
        this.directory = files.resolve(DIRECTORY);
    }

    /** Makes the files those of the processes that run now. */
    synchronized void update(Collection<SimulatedProcess> running) {
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
