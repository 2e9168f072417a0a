package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Programs that show files and what is known of them. */
final class ListPrograms {
    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT);
    private static final long KIB = 1024;

    private ListPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "ls", ListPrograms::ls, "stat", ListPrograms::stat, "df", ListPrograms::df, "du", ListPrograms::du);
    }

    private record Entry(String name, Path file, BasicFileAttributes attributes) {
        static Entry of(String name, Path file) throws IOException {
            return new Entry(
                    name, file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        }

        Instant modified() {
            return attributes.lastModifiedTime().toInstant();
        }
    }

    private static int ls(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "laA1dthrRFS");
        List<String> paths = options.operands().isEmpty() ? List.of(".") : options.operands();
        List<Entry> files = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        int status = Each.of(invocation, paths, path -> {
            Path file = invocation.file(path);
            if (Files.isDirectory(file) && !options.has("d")) {
                directories.add(path);
            } else {
                Path entry = invocation.entry(path);
                if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                    throw new NoSuchFileException(path);
                }
                files.add(Entry.of(path, entry));
            }
        });
        StringBuilder out = new StringBuilder();
        show(files, options, invocation.host().user(), out);
        boolean titled = paths.size() > 1;
        for (String directory : directories) {
            if (titled) {
                out.append(out.isEmpty() ? "" : "\n").append(directory).append(":\n");
            }
            List<Entry> entries = entries(invocation.file(directory), options);
            if (options.has("l")) {
                out.append("total ")
                        .append(entries.stream()
                                .mapToLong(entry -> blocks(entry.attributes))
                                .sum())
                        .append('\n');
            }
            show(entries, options, invocation.host().user(), out);
        }
        invocation.print(out.toString());
        return status == 0 ? 0 : 2;
    }

    private static List<Entry> entries(Path directory, Options options) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (options.has("a")) {
            entries.add(Entry.of(".", directory));
            entries.add(Entry.of("..", directory));
        }
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                String name = child.getFileName().toString();
                if (!name.startsWith(".") || options.has("a") || options.has("A")) {
                    entries.add(Entry.of(name, child));
                }
            }
        }
        Comparator<Entry> order =
                options.has("t") ? Comparator.comparing(Entry::modified).reversed() : Comparator.comparing(Entry::name);
        entries.sort(options.has("r") ? order.reversed() : order);
        return entries;
    }

    private static void show(List<Entry> entries, Options options, String user, StringBuilder out) throws IOException {
        for (Entry entry : entries) {
            if (options.has("l")) {
                out.append(line(entry, options.has("h"), user));
            } else {
                out.append(entry.name);
            }
            out.append(options.has("F") && entry.attributes.isDirectory() ? "/" : "")
                    .append('\n');
        }
    }

    private static String line(Entry entry, boolean human, String user) throws IOException {
        BasicFileAttributes attributes = entry.attributes;
        String type = attributes.isDirectory() ? "d" : attributes.isSymbolicLink() ? "l" : "-";
        String permissions =
                PosixFilePermissions.toString(Files.getPosixFilePermissions(entry.file, LinkOption.NOFOLLOW_LINKS));
        String target = attributes.isSymbolicLink() ? " -> " + Files.readSymbolicLink(entry.file) : "";
        return "%s%s %d %s %s %s %s %s%s"
                .formatted(
                        type,
                        permissions,
                        attributes.isDirectory() ? 2 : 1,
                        user,
                        user,
                        human ? Sizes.human(attributes.size()) : "%8d".formatted(attributes.size()),
                        MODIFIED.format(entry.modified().atOffset(ZoneOffset.UTC)),
                        entry.name,
                        target);
    }

    private static long blocks(BasicFileAttributes attributes) {
        return (attributes.size() + KIB - 1) / KIB;
    }

    private static int stat(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "c:L", "format:", "printf:");
        String format = options.value("c")
                .or(() -> options.value("format"))
                .orElse("  File: %n\n  Size: %s\nAccess: (0%a/%A)  Uid: %u  Gid: %g\nModify: %y");
        return Each.of(invocation, options.operands(), path -> {
            Path file = options.has("L") ? invocation.file(path) : invocation.entry(path);
            invocation.print(
                    formatted(format, Entry.of(path, file), invocation.host().user()) + "\n");
        });
    }

    private static String formatted(String format, Entry entry, String user) throws IOException {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            boolean directive = format.charAt(i) == '%' && i + 1 < format.length();
            out.append(directive ? field(format.charAt(i + 1), entry, user) : format.charAt(i));
            i += directive ? 2 : 1;
        }
        return out.toString();
    }

    private static String field(char letter, Entry entry, String user) throws IOException {
        BasicFileAttributes attributes = entry.attributes;
        return switch (letter) {
            case 'a' -> Integer.toOctalString(Modes.of(entry.file));
            case 'A' ->
                (attributes.isDirectory() ? "d" : attributes.isSymbolicLink() ? "l" : "-")
                        + PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(entry.file, LinkOption.NOFOLLOW_LINKS));
            case 'n' -> entry.name;
            case 's' -> Long.toString(attributes.size());
            case 'U', 'G' -> user;
            case 'u', 'g' -> Integer.toString(Users.ID);
            case 'F' ->
                attributes.isDirectory()
                        ? "directory"
                        : attributes.isSymbolicLink()
                                ? "symbolic link"
                                : attributes.size() == 0 ? "regular empty file" : "regular file";
            case 'Y' -> Long.toString(entry.modified().getEpochSecond());
            case 'y' -> entry.modified().toString();
            case '%' -> "%";
            default -> "?";
        };
    }

    private static int df(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "hkPT");
        FileStore store = Files.getFileStore(invocation.file("/"));
        long total = store.getTotalSpace();
        long free = store.getUsableSpace();
        boolean human = options.has("h");
        invocation.print("%-14s %10s %10s %10s %4s %s%n"
                .formatted("Filesystem", human ? "Size" : "1K-blocks", "Used", "Available", "Use%", "Mounted on"));
        invocation.print("%-14s %10s %10s %10s %3d%% %s%n"
                .formatted(
                        "/dev/vda1",
                        human ? Sizes.human(total) : Long.toString(total / KIB),
                        human ? Sizes.human(total - free) : Long.toString((total - free) / KIB),
                        human ? Sizes.human(free) : Long.toString(free / KIB),
                        total == 0 ? 0 : Math.round(100.0 * (total - free) / total),
                        "/"));
        return 0;
    }

    private static int du(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "shk");
        return Each.of(invocation, options.operands().isEmpty() ? List.of(".") : options.operands(), path -> {
            long bytes = 0;
            try (Stream<Path> walk = Files.walk(invocation.file(path))) {
                for (Path file : walk.toList()) {
                    bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
                }
            }
            String size = options.has("h") ? Sizes.human(bytes) : Long.toString((bytes + KIB - 1) / KIB);
            invocation.print(size + "\t" + path + "\n");
        });
    }
}
