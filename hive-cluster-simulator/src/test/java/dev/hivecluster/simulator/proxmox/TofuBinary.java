package dev.hivecluster.simulator.proxmox;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The tofu (or terraform) to test with. */
final class TofuBinary {
    private static final String PROPERTY = "hive.tofu.binary";

    private TofuBinary() {}

    /** The binary; without one the test is skipped, or fails if {@code hive.tofu.required} is set. */
    static Path required() {
        Optional<Path> found = Stream.of(System.getProperty(PROPERTY), System.getenv("HIVE_TOFU"))
                .filter(path -> path != null && !path.isEmpty())
                .map(Path::of)
                .findFirst()
                .or(() -> onPath("tofu"))
                .or(() -> onPath("terraform"));
        if (found.isPresent()) {
            return found.get();
        }
        String reason = "neither -D%s, HIVE_TOFU nor the PATH leads to tofu or terraform".formatted(PROPERTY);
        if (Boolean.getBoolean("hive.tofu.required")) {
            throw new AssertionError(reason);
        }
        return abort(reason);
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
