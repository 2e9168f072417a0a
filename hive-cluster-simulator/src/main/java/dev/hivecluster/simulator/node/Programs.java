package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The programs that are installed on a machine, by the absolute path that the machine sees them at. On its disk there is a
 * file for each, which says what it stands for, so that {@code ls}, {@code test -x}, {@code which} and {@code cp} find it.
 */
public final class Programs {
    private static final String MAGIC = "#!/simulated-program ";

    private final Map<String, Program> byPath;

    public Programs(Map<String, Program> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /** These and others. */
    public Programs and(Map<String, Program> others) {
        Map<String, Program> all = new HashMap<>(byPath);
        all.putAll(others);
        return new Programs(all);
    }

    /** The program at exactly that path, whether or not its file is still there. */
    public Optional<Program> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The program that a file stands for, wherever it was copied to. */
    public Optional<Program> ofFile(Path file) throws IOException {
        if (Files.size(file) > MAGIC.length() + 512) {
            return Optional.empty();
        }
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        return content.startsWith(MAGIC)
                ? find(content.substring(MAGIC.length()).strip())
                : Optional.empty();
    }

    /** Writes the files, where they are missing. */
    void install(FileTree files) throws IOException {
        for (String path : byPath.keySet()) {
            Path file = files.resolve(path);
            if (Files.notExists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, MAGIC + path + "\n");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
