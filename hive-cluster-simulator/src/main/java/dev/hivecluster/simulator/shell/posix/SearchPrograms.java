package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that pick lines out of text, or replace in them. */
final class SearchPrograms {
    private static final long FOLLOW_MILLISECONDS = 100;

    private SearchPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "grep", SearchPrograms::grep,
                "sed", SearchPrograms::sed,
                "head", SearchPrograms::head,
                "tail", SearchPrograms::tail);
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static int grep(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "qcEFivnlohHsrwxe:m:");
        List<String> operands = new ArrayList<>(options.operands());
        if (!options.has("e") && operands.isEmpty()) {
            throw new UsageException("a pattern is needed");
        }
        String regex = options.value("e").orElseGet(() -> operands.remove(0));
        Pattern pattern = pattern(regex, options);
        List<String> files = operands.isEmpty() ? List.of("-") : operands;
        boolean named = (files.size() > 1 || options.has("H")) && !options.has("h");
        boolean[] found = {false};
        int problems = 0;
        for (String file : files) {
            if (options.has("s") && !file.equals("-") && Files.notExists(invocation.file(file))) {
                problems = 1;
                continue;
            }
            problems |= Each.input(
                    invocation,
                    List.of(file),
                    in -> found[0] |= search(invocation, in, named ? file + ":" : "", file, pattern, options));
        }
        if (problems != 0 && !(found[0] && options.has("q"))) {
            return 2;
        }
        return found[0] ? 0 : 1;
    }

    private static Pattern pattern(String regex, Options options) throws UsageException {
        int flags = options.has("i") ? Pattern.CASE_INSENSITIVE : 0;
        Pattern pattern = options.has("F")
                ? Pattern.compile(Pattern.quote(regex), flags)
                : PosixPattern.compile(regex, options.has("E"), flags);
        if (options.has("x")) {
            return Pattern.compile("^(?:" + pattern.pattern() + ")$", flags);
        }
        return options.has("w") ? Pattern.compile("(?<!\\w)(?:" + pattern.pattern() + ")(?!\\w)", flags) : pattern;
    }

    private static boolean search(
            Invocation invocation, InputStream in, String prefix, String file, Pattern pattern, Options options)
            throws IOException, InterruptedException {
        int limit = options.value("m").isPresent()
                ? Numbers.parse(options.value("m").get())
                : Integer.MAX_VALUE;
        int count = 0;
        int number = 0;
        BufferedReader lines = reader(in);
        String line;
        while (count < limit && (line = lines.readLine()) != null) {
            invocation.process().checkpoint();
            number++;
            Matcher matcher = pattern.matcher(line);
            if (matcher.find() == options.has("v")) {
                continue;
            }
            count++;
            if (options.has("q")) {
                return true;
            }
            if (options.has("l")) {
                invocation.print(file + "\n");
                return true;
            }
            if (options.has("c")) {
                continue;
            }
            String position = prefix + (options.has("n") ? number + ":" : "");
            if (options.has("o") && !options.has("v")) {
                do {
                    invocation.print(position + matcher.group() + "\n");
                } while (matcher.find());
            } else {
                invocation.print(position + line + "\n");
            }
        }
        if (options.has("c")) {
            invocation.print(prefix + count + "\n");
        }
        return count > 0;
    }

    private static int sed(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "nEre:");
        List<String> operands = new ArrayList<>(options.operands());
        List<String> scripts = new ArrayList<>(options.values("e"));
        if (scripts.isEmpty()) {
            if (operands.isEmpty()) {
                throw new UsageException("a script is needed");
            }
            scripts.add(operands.remove(0));
        }
        List<Substitution> substitutions = new ArrayList<>();
        for (String script : scripts) {
            substitutions.add(Substitution.parse(script, options.has("E") || options.has("r")));
        }
        return Each.input(invocation, operands, in -> {
            BufferedReader lines = reader(in);
            String line;
            while ((line = lines.readLine()) != null) {
                invocation.process().checkpoint();
                boolean printed = false;
                for (Substitution substitution : substitutions) {
                    String replaced = substitution.apply(line);
                    printed |= substitution.print() && !replaced.equals(line);
                    line = replaced;
                }
                if (printed || !options.has("n")) {
                    invocation.print(line + "\n");
                }
            }
        });
    }

    /** {@code s/pattern/replacement/flags}. */
    private record Substitution(Pattern pattern, String replacement, boolean global, boolean print) {
        static Substitution parse(String script, boolean extended) throws UsageException {
            if (script.length() < 4 || script.charAt(0) != 's') {
                throw new UsageException("only s/pattern/replacement/ is known here, not '" + script + "'");
            }
            char delimiter = script.charAt(1);
            List<String> parts = new ArrayList<>();
            StringBuilder part = new StringBuilder();
            int i = 2;
            while (i < script.length()) {
                char c = script.charAt(i);
                boolean escape = c == '\\' && i + 1 < script.length();
                if (escape) {
                    char escaped = script.charAt(i + 1);
                    part.append(escaped == delimiter ? "" : "\\").append(escaped);
                } else if (c == delimiter && parts.size() < 2) {
                    parts.add(part.toString());
                    part.setLength(0);
                } else {
                    part.append(c);
                }
                i += escape ? 2 : 1;
            }
            if (parts.size() != 2) {
                throw new UsageException("unterminated 's' command");
            }
            String flags = part.toString();
            return new Substitution(
                    PosixPattern.compile(parts.get(0), extended, flags.contains("I") ? Pattern.CASE_INSENSITIVE : 0),
                    parts.get(1),
                    flags.contains("g"),
                    flags.contains("p"));
        }

        String apply(String line) {
            Matcher matcher = pattern.matcher(line);
            StringBuilder out = new StringBuilder();
            int done = 0;
            while (matcher.find()) {
                out.append(line, done, matcher.start()).append(filled(matcher));
                done = matcher.end();
                if (!global) {
                    break;
                }
            }
            return out.append(line, done, line.length()).toString();
        }

        private String filled(Matcher matcher) {
            StringBuilder out = new StringBuilder();
            int i = 0;
            while (i < replacement.length()) {
                char c = replacement.charAt(i);
                boolean escape = c == '\\' && i + 1 < replacement.length();
                if (escape) {
                    out.append(escaped(replacement.charAt(i + 1), matcher));
                } else {
                    out.append(c == '&' ? matcher.group() : c);
                }
                i += escape ? 2 : 1;
            }
            return out.toString();
        }

        private static String escaped(char c, Matcher matcher) {
            int group = c - '0';
            if (c >= '0' && c <= '9' && group <= matcher.groupCount()) {
                String text = matcher.group(group);
                return text == null ? "" : text;
            }
            return c == 'n' ? "\n" : String.valueOf(c);
        }
    }

    /** {@code -n 5}, {@code -n5}, {@code -5}. */
    private static List<String> modern(List<String> operands) {
        return operands.stream()
                .map(operand -> operand.matches("-[0-9]+") ? "-n" + operand.substring(1) : operand)
                .toList();
    }

    private static int head(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(modern(invocation.operands()), "n:c:q");
        int count = Numbers.parse(options.value("n").orElse("10"));
        return Each.input(invocation, options.operands(), in -> {
            if (options.value("c").isPresent()) {
                invocation
                        .out()
                        .write(in.readNBytes(Numbers.parse(options.value("c").get())));
                invocation.out().flush();
                return;
            }
            BufferedReader lines = reader(in);
            for (int i = 0; i < count; i++) {
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                invocation.print(line + "\n");
            }
        });
    }

    private static int tail(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(modern(invocation.operands()), "n:c:fFq");
        String wanted = options.value("n").orElse("10");
        boolean fromStart = wanted.startsWith("+");
        int count = Math.abs(Numbers.parse(wanted));
        List<String> files = options.operands();
        boolean follows = (options.has("f") || options.has("F")) && files.size() == 1;
        int status = 0;
        for (String file : files.isEmpty() ? List.of("-") : files) {
            if (files.size() > 1) {
                invocation.print("==> " + file + " <==\n");
            }
            status |= Each.input(invocation, List.of(file), in -> {
                if (options.value("c").isPresent()) {
                    byte[] all = in.readAllBytes();
                    int bytes = Math.min(
                            all.length, Numbers.parse(options.value("c").get()));
                    invocation.out().write(all, all.length - bytes, bytes);
                    invocation.out().flush();
                } else {
                    invocation.print(fromStart ? skipped(in, count) : last(in, count));
                }
                if (follows) {
                    follow(invocation, in);
                }
            });
        }
        return status;
    }

    private static String skipped(InputStream in, int from) throws IOException {
        List<String> lines = reader(in).lines().toList();
        StringBuilder out = new StringBuilder();
        lines.subList(Math.min(Math.max(from - 1, 0), lines.size()), lines.size())
                .forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String last(InputStream in, int count) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Deque<String> kept = new ArrayDeque<>();
        text.lines().forEach(line -> {
            kept.add(line);
            if (kept.size() > count) {
                kept.remove();
            }
        });
        String joined = String.join("\n", kept);
        return kept.isEmpty() ? "" : joined + (text.endsWith("\n") ? "\n" : "");
    }

    /**
     * Prints what is appended to a file, until the process is ended. It reads on where the file's end was found: opened
     * once more, it would miss what was appended in between.
     */
    private static void follow(Invocation invocation, InputStream in) throws IOException, InterruptedException {
        byte[] chunk = new byte[8192];
        while (true) {
            invocation.process().checkpoint();
            int read = in.read(chunk);
            if (read > 0) {
                invocation.out().write(chunk, 0, read);
                invocation.out().flush();
            } else {
                Thread.sleep(FOLLOW_MILLISECONDS);
            }
        }
    }
}
