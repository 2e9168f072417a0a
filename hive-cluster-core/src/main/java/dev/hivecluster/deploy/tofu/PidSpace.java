package dev.hivecluster.deploy.tofu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a process id means what it says: one boot of one kernel, and in it one namespace of processes. Two containers may
 * have one host name, and each of them its own process 7.
 */
final class PidSpace {
    private PidSpace() {}

    /** That of this process; empty where it cannot be told, as on macOS. */
    static Optional<String> current() {
        try {
            return Optional.of("%s %s"
                    .formatted(
                            Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                                    .strip(),
                            Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
