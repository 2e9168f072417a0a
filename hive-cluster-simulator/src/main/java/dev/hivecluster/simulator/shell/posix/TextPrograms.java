package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Programs that pass text on, changed or counted. */
final class TextPrograms {
    private static final int CHUNK = 8192;

    private TextPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "cat", TextPrograms::cat,
                "tee", TextPrograms::tee,
                "wc", TextPrograms::wc,
                "sort", TextPrograms::sort,
                "uniq", TextPrograms::uniq,
                "cut", TextPrograms::cut,
                "tr", TextPrograms::tr,
                "sha256sum", TextPrograms::sha256sum);
    }

    private static int cat(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "u");
        OutputStream out = invocation.out();
        return Each.input(invocation, options.operands(), in -> copy(invocation, in, out));
    }

    private static void copy(Invocation invocation, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        int read;
        while ((read = in.read(chunk)) >= 0) {
            invocation.process().checkpoint();
            out.write(chunk, 0, read);
            out.flush();
        }
    }

    private static int tee(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "a");
        List<OutputStream> targets = new ArrayList<>();
        int status;
        try {
            status = Each.of(
                    invocation, options.operands(), file -> targets.add(invocation.write(file, options.has("a"))));
            byte[] chunk = new byte[CHUNK];
            int read;
            while ((read = invocation.in().read(chunk)) >= 0) {
                invocation.out().write(chunk, 0, read);
                invocation.out().flush();
                for (OutputStream target : targets) {
                    target.write(chunk, 0, read);
                }
            }
        } finally {
            for (OutputStream target : targets) {
                target.close();
            }
        }
        return status;
    }

    private static int wc(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "lwcm");
        boolean all = !options.has("l") && !options.has("w") && !options.has("c") && !options.has("m");
        List<String> files = options.operands().isEmpty() ? List.of("-") : options.operands();
        long[] total = new long[3];
        int status = 0;
        for (String file : files) {
            status |= Each.input(invocation, List.of(file), in -> {
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                long[] counts = {
                    text.chars().filter(c -> c == '\n').count(),
                    text.isBlank() ? 0 : text.strip().split("\\s+", -1).length,
                    text.length()
                };
                for (int i = 0; i < counts.length; i++) {
                    total[i] += counts[i];
                }
                invocation.print(counts(counts, options, all) + (file.equals("-") ? "" : " " + file) + "\n");
            });
        }
        if (files.size() > 1) {
            invocation.print(counts(total, options, all) + " total\n");
        }
        return status;
    }

    private static String counts(long[] counts, Options options, boolean all) {
        List<String> shown = new ArrayList<>();
        if (all || options.has("l")) {
            shown.add(Long.toString(counts[0]));
        }
        if (all || options.has("w")) {
            shown.add(Long.toString(counts[1]));
        }
        if (all || options.has("c") || options.has("m")) {
            shown.add(Long.toString(counts[2]));
        }
        return String.join(" ", shown);
    }

    private static List<String> lines(Invocation invocation, List<String> files)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        Each.input(
                invocation,
                files,
                in -> new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(lines::add));
        return lines;
    }

    private static void print(Invocation invocation, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            invocation.print(String.join("\n", lines) + "\n");
        }
    }

    private static int sort(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "nrufk:t:");
        List<String> lines = lines(invocation, options.operands());
        Comparator<String> order = options.has("n")
                ? Comparator.comparingDouble(TextPrograms::leadingNumber).thenComparing(Comparator.naturalOrder())
                : Comparator.naturalOrder();
        if (options.value("k").isPresent()) {
            int key = Numbers.parse(options.value("k").get().replaceFirst("[^0-9].*", ""));
            String separator = options.value("t").map(Pattern::quote).orElse("\\s+");
            Comparator<String> byKey = order;
            order = Comparator.comparing(
                    line -> {
                        String[] fields = line.strip().split(separator, -1);
                        return key <= fields.length ? fields[key - 1] : "";
                    },
                    byKey);
        }
        lines.sort(options.has("r") ? Collections.reverseOrder(order) : order);
        print(invocation, options.has("u") ? lines.stream().distinct().toList() : lines);
        return 0;
    }

    private static double leadingNumber(String line) {
        String digits = line.strip().replaceFirst("^(-?[0-9]*\\.?[0-9]*).*$", "$1");
        return digits.isEmpty() || digits.equals("-") || digits.equals(".") ? 0 : Double.parseDouble(digits);
    }

    private static int uniq(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "cdu");
        List<String> lines = lines(invocation, options.operands());
        List<String> out = new ArrayList<>();
        int start = 0;
        while (start < lines.size()) {
            int end = start + 1;
            while (end < lines.size() && lines.get(end).equals(lines.get(start))) {
                end++;
            }
            int count = end - start;
            if ((!options.has("d") || count > 1) && (!options.has("u") || count == 1)) {
                out.add(options.has("c") ? "%7d %s".formatted(count, lines.get(start)) : lines.get(start));
            }
            start = end;
        }
        print(invocation, out);
        return 0;
    }

    private static int cut(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parse(invocation.operands(), "d:f:c:s");
        boolean characters = options.has("c");
        String list = options.value("f")
                .or(() -> options.value("c"))
                .orElseThrow(() -> new UsageException("you must specify a list of bytes, characters, or fields"));
        String delimiter = options.value("d").orElse("\t");
        List<String> out = new ArrayList<>();
        for (String line : lines(invocation, options.operands())) {
            if (!characters && !line.contains(delimiter)) {
                if (!options.has("s")) {
                    out.add(line);
                }
                continue;
            }
            List<String> parts = characters
                    ? line.codePoints().mapToObj(Character::toString).toList()
                    : List.of(line.split(Pattern.quote(delimiter), -1));
            out.add(selected(parts, list, characters ? "" : delimiter));
        }
        print(invocation, out);
        return 0;
    }

    private static String selected(List<String> parts, String list, String delimiter) throws UsageException {
        boolean[] wanted = new boolean[parts.size()];
        for (String range : list.split(",", -1)) {
            int dash = range.indexOf('-');
            int from = dash == 0 ? 1 : Numbers.parse(dash < 0 ? range : range.substring(0, dash));
            int to = dash < 0
                    ? from
                    : dash == range.length() - 1 ? parts.size() : Numbers.parse(range.substring(dash + 1));
            for (int i = Math.max(from, 1); i <= Math.min(to, parts.size()); i++) {
                wanted[i - 1] = true;
            }
        }
        return String.join(
                delimiter,
                IntStream.range(0, parts.size())
                        .filter(i -> wanted[i])
                        .mapToObj(parts::get)
                        .toList());
    }

    private static int tr(Invocation invocation) throws IOException {
        Options options = Options.parse(invocation.operands(), "ds");
        List<String> sets = options.operands();
        if (sets.isEmpty() || (!options.has("d") && !options.has("s") && sets.size() < 2)) {
            throw new UsageException("missing operand");
        }
        String from = CharacterSets.expand(sets.get(0));
        String to = sets.size() > 1 ? CharacterSets.expand(sets.get(1)) : "";
        String squeezed = options.has("s") ? (to.isEmpty() ? from : to) : "";
        String text = new String(invocation.in().readAllBytes(), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = from.indexOf(c);
            if (at >= 0 && options.has("d")) {
                continue;
            }
            char written = at >= 0 && !to.isEmpty() ? to.charAt(Math.min(at, to.length() - 1)) : c;
            boolean repeated = !out.isEmpty() && out.charAt(out.length() - 1) == written;
            if (!repeated || squeezed.indexOf(written) < 0) {
                out.append(written);
            }
        }
        invocation.print(out.toString());
        return 0;
    }

    private static int sha256sum(Invocation invocation) throws IOException, InterruptedException {
        List<String> files = invocation.operands().isEmpty() ? List.of("-") : invocation.operands();
        int status = 0;
        for (String file : files) {
            status |= Each.input(invocation, List.of(file), in -> {
                try {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
                    invocation.print(HexFormat.of().formatHex(digest) + "  " + file + "\n");
                } catch (NoSuchAlgorithmException e) {
                    throw new IllegalStateException("every Java has SHA-256", e);
                }
            });
        }
        return status;
    }
}
