package dev.hivecluster.simulator.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Patterns of {@code * ? […]}: matching of text, and of the names of files. */
public final class Glob {
    private Glob() {}

    /** A regular expression that matches what the pattern does. */
    static Pattern pattern(Field field) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < field.length()) {
            char c = field.at(i);
            if (field.isQuoted(i)) {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (c == '[') {
                int end = closing(field, i);
                if (end < 0) {
                    regex.append("\\[");
                } else {
                    regex.append(characterClass(field.text().substring(i + 1, end)));
                    i = end;
                }
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** The pattern of an unquoted text, such as an operand of {@code find -name}. */
    public static Pattern pattern(String text) {
        Field field = new Field();
        field.append(text, false);
        return pattern(field);
    }

    private static int closing(Field field, int open) {
        int i = open + 1;
        if (i < field.length() && field.at(i) == '!') {
            i++;
        }
        if (i < field.length() && field.at(i) == ']') {
            i++;
        }
        while (i < field.length()) {
            if (field.at(i) == '[' && i + 1 < field.length() && field.at(i + 1) == ':') {
                int end = field.text().indexOf(":]", i + 2);
                if (end > 0) {
                    i = end + 2;
                    continue;
                }
            }
            if (field.at(i) == ']') {
                return i;
            }
            i++;
        }
        return -1;
    }

    private static String characterClass(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        String body = negated ? content.substring(1) : content;
        String escaped = body.replace("\\", "\\\\")
                .replace("[:alpha:]", "\\p{Alpha}")
                .replace("[:digit:]", "\\p{Digit}")
                .replace("[:alnum:]", "\\p{Alnum}")
                .replace("[:upper:]", "\\p{Upper}")
                .replace("[:lower:]", "\\p{Lower}")
                .replace("[:space:]", "\\s")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("&", "\\&")
                .replace("^", "\\^");
        return "[" + (negated ? "^" : "") + escaped + "]";
    }

    /**
     * The names of the files that a pattern matches, sorted; none if it matches none.
     *
     * @param files the real place of a path, be it absolute or relative
     */
    static List<String> files(Field field, Function<String, Path> files) {
        List<String> found = List.of(field.text().startsWith("/") ? "/" : "");
        int start = 0;
        while (start <= field.length()) {
            int slash = field.text().indexOf('/', start);
            int end = slash < 0 ? field.length() : slash;
            if (end > start) {
                found = descend(found, field.part(start, end), files);
            }
            if (slash < 0) {
                break;
            }
            start = slash + 1;
        }
        boolean directories = field.text().endsWith("/");
        return found.stream()
                .filter(path -> !directories || Files.isDirectory(files.apply(path)))
                .map(path -> directories ? path + "/" : path)
                .sorted()
                .toList();
    }

    private static List<String> descend(List<String> parents, Field name, Function<String, Path> files) {
        List<String> found = new ArrayList<>();
        for (String parent : parents) {
            String prefix = parent.isEmpty() || parent.endsWith("/") ? parent : parent + "/";
            if (!name.isPattern()) {
                String path = prefix + name.text();
                if (Files.exists(files.apply(path))) {
                    found.add(path);
                }
                continue;
            }
            Path directory = files.apply(prefix.isEmpty() ? "." : prefix);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            Pattern pattern = pattern(name);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    String candidate = entry.getFileName().toString();
                    if ((!candidate.startsWith(".") || name.text().startsWith("."))
                            && pattern.matcher(candidate).matches()) {
                        found.add(prefix + candidate);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }
}
