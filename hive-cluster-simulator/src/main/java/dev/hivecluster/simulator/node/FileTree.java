package dev.hivecluster.simulator.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a machine, which lie under a directory of the real one. Paths are taken apart name by name, as a kernel
 * does it in a changed root: neither {@code ..} nor a symbolic link leads out of it.
 */
public final class FileTree {
    private static final int LINKS_AT_MOST = 40;

    private final Path root;

    /** @param root the real directory that the machine sees as {@code /} */
    public FileTree(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The real directory that the machine sees as {@code /}. */
    public Path root() {
        return root;
    }

    /**
     * The real place of what a path names, all symbolic links followed.
     *
     * @throws UncheckedIOException if there are too many symbolic links
     */
    public Path resolve(String path) {
        return real(walk(path, true));
    }

    /** As {@link #resolve}, but a symbolic link at the path's end is not followed. */
    public Path locate(String path) {
        return real(walk(path, false));
    }

    /** The path, absolute, without {@code .}, {@code ..} and symbolic links. */
    public String canonical(String path) {
        return "/" + String.join("/", walk(path, true));
    }

    /** Deletes what a path names, with all that is in it; symbolic links are not followed. */
    public void delete(String path) throws IOException {
        deleteTree(locate(path));
    }

    private static void deleteTree(Path top) throws IOException {
        if (Files.notExists(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path real(List<String> names) {
        Path path = root;
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    private List<String> walk(String path, boolean followLast) {
        if (path.indexOf('\0') >= 0) {
            throw new UncheckedIOException(new IOException("a path holds a NUL character"));
        }
        Deque<String> rest = new ArrayDeque<>(List.of(path.split("/", -1)));
        Deque<String> done = new ArrayDeque<>();
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                done.pollLast();
                continue;
            }
            done.addLast(name);
            Path here = real(List.copyOf(done));
            if ((followLast || !rest.isEmpty()) && Files.isSymbolicLink(here)) {
                links++;
                if (links > LINKS_AT_MOST) {
                    throw new UncheckedIOException(new FileSystemLoopException(path));
                }
                String target = target(here);
                if (target.startsWith("/")) {
                    done.clear();
                } else {
                    done.removeLast();
                }
                List<String> names = List.of(target.split("/", -1));
                for (int i = names.size() - 1; i >= 0; i--) {
                    rest.addFirst(names.get(i));
                }
            }
        }
        return List.copyOf(done);
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
