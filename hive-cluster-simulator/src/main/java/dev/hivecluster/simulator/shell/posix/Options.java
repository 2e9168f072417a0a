package dev.hivecluster.simulator.shell.posix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a program, taken apart as {@code getopt} does it; options end at the first operand or at {@code --}. */
final class Options {
    private final Map<String, List<String>> given = new HashMap<>();
    private final List<String> operands;

    private Options(List<String> operands) {
        this.operands = operands;
    }

    /**
     * Takes arguments apart.
     *
     * @param letters of the short options, each followed by a colon if it has an argument
     * @param words of the long options ({@code --word}), again with a colon for an argument
     * @throws UsageException for an unknown option
     */
    static Options parse(List<String> arguments, String letters, String... words) throws UsageException {
        return parse(arguments, false, letters, words);
    }

    /** As {@link #parse(List, String, String...)}, but options may also follow operands. */
    static Options parseAnywhere(List<String> arguments, String letters, String... words) throws UsageException {
        return parse(arguments, true, letters, words);
    }

    private static Options parse(List<String> arguments, boolean anywhere, String letters, String... words)
            throws UsageException {
        List<String> rest = new ArrayList<>(arguments);
        List<String> passed = new ArrayList<>();
        Options options = new Options(rest);
        while (!rest.isEmpty()) {
            String argument = rest.get(0);
            if (argument.equals("--")) {
                rest.remove(0);
                break;
            }
            boolean operand = !argument.startsWith("-") || argument.equals("-");
            if (operand && !anywhere) {
                break;
            }
            rest.remove(0);
            if (operand) {
                passed.add(argument);
                continue;
            }
            if (argument.startsWith("--")) {
                options.word(argument.substring(2), words);
            } else {
                options.letters(argument.substring(1), letters);
            }
        }
        rest.addAll(0, passed);
        return options;
    }

    private void word(String argument, String[] words) throws UsageException {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        for (String word : words) {
            if (word.equals(name) && equals < 0) {
                add(name, "");
                return;
            }
            if (word.equals(name + ":")) {
                add(name, equals < 0 ? next("--" + name) : argument.substring(equals + 1));
                return;
            }
        }
        throw new UsageException("unrecognized option '--" + name + "'");
    }

    private void letters(String cluster, String known) throws UsageException {
        for (int i = 0; i < cluster.length(); i++) {
            char letter = cluster.charAt(i);
            int at = letter == ':' ? -1 : known.indexOf(letter);
            if (at < 0) {
                throw new UsageException("invalid option -- '" + letter + "'");
            }
            if (at + 1 < known.length() && known.charAt(at + 1) == ':') {
                add(String.valueOf(letter), i + 1 < cluster.length() ? cluster.substring(i + 1) : next("-" + letter));
                return;
            }
            add(String.valueOf(letter), "");
        }
    }

    private String next(String option) throws UsageException {
        if (operands.isEmpty()) {
            throw new UsageException("option requires an argument -- '" + option + "'");
        }
        return operands.remove(0);
    }

    private void add(String name, String value) {
        given.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    /** The last value given for an option. */
    Optional<String> value(String name) {
        List<String> values = given.get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** All values given for an option, in order. */
    List<String> values(String name) {
        return given.getOrDefault(name, List.of());
    }

    List<String> operands() {
        return operands;
    }
}
