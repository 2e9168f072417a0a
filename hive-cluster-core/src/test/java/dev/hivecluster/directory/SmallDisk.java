package dev.hivecluster.directory;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A disk of {@value #KIB} KiB for a test alone, which can be filled and made read-only. The test runs in a process and a
 * mount namespace of its own; it is not run where the system does not allow that. Use it as a parameter of a test method
 * in a class that is extended with {@link SmallDiskExtension} and does without methods before and after each test.
 */
public final class SmallDisk {
    static final int KIB = 1024;

    private static final int PAGE = 4096;
    private static final String FILLER = "filler";

    private final Path path;

    SmallDisk(Path path) {
        this.path = path;
    }

    /** Its root. */
    public Path path() {
        return path;
    }

    /** Takes all the room that is left. */
    public void fill() {
        try (OutputStream out = new FileOutputStream(filler(), true)) {
            while (true) {
                out.write(new byte[PAGE]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** Gives back this much of what was filled, or all of it if it is less. */
    public void makeRoom(int pages) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(filler(), "rw")) {
            file.setLength(Math.max(0, file.length() - (long) pages * PAGE));
        }
    }

    /** Gives back all that was filled. */
    public void empty() throws IOException {
        Files.delete(filler().toPath());
    }

    /** From now on nothing is written, but to files that are open. */
    public void protect() throws IOException, InterruptedException {
        run("mount", "--bind", path.toString(), path.toString());
        run("mount", "-o", "remount,bind,ro", path.toString());
    }

    /** It can be written again. */
    public void unprotect() throws IOException, InterruptedException {
        run("umount", path.toString());
    }

    /** What is on it, by relative paths, sorted; what it was filled with is left out. */
    public List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.map(file -> path.relativize(file).toString())
                    .filter(name -> !name.isEmpty() && !name.equals(FILLER))
                    .sorted()
                    .toList();
        }
    }

    private File filler() {
        return path.resolve(FILLER).toFile();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }
}
