package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs that make, move and remove files. */
final class FilePrograms {
    private FilePrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "mkdir", FilePrograms::mkdir,
                "rm", FilePrograms::rm,
                "rmdir", FilePrograms::rmdir,
                "cp", FilePrograms::cp,
                "mv", FilePrograms::mv,
                "touch", FilePrograms::touch,
                "chmod", FilePrograms::chmod,
                "readlink", FilePrograms::readlink,
                "basename", FilePrograms::basename,
                "dirname", FilePrograms::dirname);
    }

    private static int mkdir(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "pm:", "parents", "mode:");
        boolean parents = options.has("p") || options.has("parents");
        return Each.of(invocation, required(options), path -> {
            Path directory = invocation.file(path);
            if (!parents) {
                Files.createDirectory(directory);
            } else if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            if (options.value("m").isPresent()) {
                Modes.apply(directory, options.value("m").get());
            }
        });
    }

    private static int rm(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "rRfv", "recursive", "force");
        boolean recursive = options.has("r") || options.has("R") || options.has("recursive");
        boolean force = options.has("f") || options.has("force");
        List<String> operands = force ? options.operands() : required(options);
        return Each.of(invocation, operands, path -> {
            Path file = invocation.entry(path);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!force) {
                    throw new NoSuchFileException(path);
                }
            } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!recursive) {
                    throw new FileSystemException(path, null, "Is a directory");
                }
                deleteTree(file);
            } else {
                Files.delete(file);
            }
        });
    }

    private static int rmdir(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "");
        return Each.of(invocation, required(options), path -> Files.delete(invocation.entry(path)));
    }

    private static void deleteTree(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(top)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private static int cp(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "rRapf", "recursive", "archive");
        boolean recursive = options.has("r")
                || options.has("R")
                || options.has("a")
                || options.has("recursive")
                || options.has("archive");
        return transfer(invocation, options.operands(), (source, target) -> {
            if (!Files.isDirectory(source)) {
                Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                return;
            }
            if (!recursive) {
                throw new FileSystemException(source.toString(), null, "-r not specified; omitting directory");
            }
            List<Path> all;
            try (Stream<Path> walk = Files.walk(source)) {
                all = walk.toList();
            }
            for (Path file : all) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        });
    }

    private static int mv(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "f");
        return transfer(
                invocation,
                options.operands(),
                (source, target) -> Files.move(source, target, StandardCopyOption.REPLACE_EXISTING));
    }

    private interface Transfer {
        void perform(Path source, Path target) throws IOException;
    }

    /** From the operands but the last to the last: into it, if it is a directory. */
    private static int transfer(Invocation invocation, List<String> operands, Transfer transfer)
            throws IOException, InterruptedException {
        if (operands.size() < 2) {
            throw new UsageException(operands.isEmpty() ? "missing file operand" : "missing destination file operand");
        }
        String last = operands.get(operands.size() - 1);
        Path target = invocation.file(last);
        boolean into = Files.isDirectory(target);
        if (!into && operands.size() > 2) {
            throw new UsageException("target '" + last + "' is not a directory");
        }
        return Each.of(invocation, operands.subList(0, operands.size() - 1), path -> {
            Path source = invocation.entry(path);
            transfer.perform(source, into ? target.resolve(source.getFileName().toString()) : target);
        });
    }

    private static int touch(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "cam");
        FileTime now = FileTime.from(invocation.host().clock().instant());
        return Each.of(invocation, required(options), path -> {
            Path file = invocation.file(path);
            if (Files.notExists(file) && !options.has("c")) {
                try {
                    Files.createFile(file);
                } catch (FileAlreadyExistsException e) {
                    Files.setLastModifiedTime(file, now);
                }
            } else if (Files.exists(file)) {
                Files.setLastModifiedTime(file, now);
            }
        });
    }

    private static int chmod(Invocation invocation) throws IOException, InterruptedException {
        List<String> operands = new ArrayList<>(invocation.operands());
        boolean recursive = operands.remove("-R");
        if (operands.size() < 2) {
            throw new UsageException("missing operand");
        }
        String mode = operands.remove(0);
        return Each.of(invocation, operands, path -> {
            Path file = invocation.file(path);
            List<Path> all = List.of(file);
            if (recursive) {
                try (Stream<Path> walk = Files.walk(file)) {
                    all = walk.filter(found -> !Files.isSymbolicLink(found)).toList();
                }
            }
            for (Path each : all) {
                Modes.apply(each, mode);
            }
        });
    }

    private static int readlink(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "fn");
        return Each.of(invocation, required(options), path -> {
            if (options.has("f")) {
                invocation.print(invocation.canonical(path) + "\n");
            } else {
                invocation.print(Files.readSymbolicLink(invocation.entry(path)) + "\n");
            }
        });
    }

    private static int basename(Invocation invocation) throws IOException {
        List<String> operands = required(Options.parse(invocation.operands(), ""));
        String path = operands.get(0).replaceFirst("(?<=.)/+$", "");
        String name = path.equals("/") ? "/" : path.substring(path.lastIndexOf('/') + 1);
        if (operands.size() > 1 && name.endsWith(operands.get(1)) && !name.equals(operands.get(1))) {
            name = name.substring(0, name.length() - operands.get(1).length());
        }
        invocation.print(name + "\n");
        return 0;
    }

    private static int dirname(Invocation invocation) throws IOException {
        List<String> operands = required(Options.parse(invocation.operands(), ""));
        for (String operand : operands) {
            String path = operand.replaceFirst("(?<=.)/+$", "");
            int slash = path.lastIndexOf('/');
            String directory = slash < 0 ? "." : path.substring(0, slash).replaceFirst("/+$", "");
            invocation.print((directory.isEmpty() ? "/" : directory) + "\n");
        }
        return 0;
    }

    private static List<String> required(Options options) throws UsageException {
        if (options.operands().isEmpty()) {
            throw new UsageException("missing operand");
        }
        return options.operands();
    }
}
