package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import dev.hivecluster.simulator.shell.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code find}: by name, type and depth; prints or deletes. */
final class Find implements Program {
    @Override
    public int run(Invocation invocation) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(invocation.operands());
        List<String> tops = new ArrayList<>();
        while (!rest.isEmpty() && !rest.get(0).startsWith("-")) {
            tops.add(rest.remove(0));
        }
        int depth = Integer.MAX_VALUE;
        boolean delete = false;
        Predicate<Path> wanted = file -> true;
        while (!rest.isEmpty()) {
            String test = rest.remove(0);
            switch (test) {
                case "-name", "-iname" -> wanted = wanted.and(named(argument(test, rest), test.equals("-iname")));
                case "-type" -> wanted = wanted.and(typed(argument(test, rest)));
                case "-maxdepth" -> depth = Numbers.parse(argument(test, rest));
                case "-delete" -> delete = true;
                case "-print" -> {}
                default -> throw new UsageException("unknown predicate '" + test + "'");
            }
        }
        boolean deletes = delete;
        int levels = depth;
        Predicate<Path> test = wanted;
        return Each.of(invocation, tops.isEmpty() ? List.of(".") : tops, top -> {
            Path start = invocation.file(top);
            if (Files.notExists(start)) {
                throw new NoSuchFileException(top);
            }
            List<Path> found;
            try (Stream<Path> walk = Files.walk(start, levels)) {
                found = walk.filter(test).sorted().toList();
            }
            for (int i = 0; i < found.size(); i++) {
                Path file = found.get(deletes ? found.size() - 1 - i : i);
                if (deletes) {
                    Files.delete(file);
                } else {
                    String relative = start.relativize(file).toString();
                    String separator = relative.isEmpty() || top.endsWith("/") ? "" : "/";
                    invocation.print(top + separator + relative + "\n");
                }
            }
        });
    }

    private static String argument(String test, List<String> rest) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException("missing argument to '" + test + "'");
        }
        return rest.remove(0);
    }

    private static Predicate<Path> named(String glob, boolean ignoreCase) {
        Pattern pattern = Glob.pattern(glob);
        Pattern used = ignoreCase ? Pattern.compile(pattern.pattern(), Pattern.CASE_INSENSITIVE) : pattern;
        return file -> used.matcher(file.getFileName().toString()).matches();
    }

    private static Predicate<Path> typed(String type) throws UsageException {
        return switch (type) {
            case "f" -> file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            case "d" -> file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
            case "l" -> Files::isSymbolicLink;
            default -> throw new UsageException("unknown argument to -type: " + type);
        };
    }
}
