package dev.hivecluster.deploy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a background process run in a session of its own, so that a terminal's Ctrl-C, which goes to the whole process
 * group, does not reach it: it gets exactly one signal, from us. The process id stays that of the started process.
 */
public final class OwnSession {
    private static final String BY_PERL =
            "use POSIX (); POSIX::setsid() >= 0 or die \"setsid: $!\"; exec { $ARGV[0] } @ARGV or die \"$ARGV[0]: $!\"";

    private final List<String> prefix;

    private OwnSession(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /** The way that this host has: {@code setsid}, as on Linux, or {@code perl}, as on macOS; empty if it has neither. */
    public static Optional<OwnSession> find() {
        return find(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /** @param path directories, separated as in {@code PATH} */
    static Optional<OwnSession> find(String path) {
        return program(path, "setsid")
                .map(setsid -> new OwnSession(List.of(setsid)))
                .or(() -> program(path, "perl").map(perl -> new OwnSession(List.of(perl, "-e", BY_PERL, "--"))));
    }

    /** The command, in a session of its own. */
    public List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    private static Optional<String> program(String path, String name) {
        for (String directory : path.split(File.pathSeparator, -1)) {
            if (directory.startsWith("/")) {
                Path program = Path.of(directory, name);
                if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return Optional.of(program.toString());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return prefix.get(0);
    }
}
