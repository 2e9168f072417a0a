package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expands words: tilde, parameters, command substitution, arithmetic, field splitting, names of files. */
final class Expander {
    private final ShellState state;
    private final Host host;
    private final Substitutor substitutor;

    /** @param substitutor runs the commands of {@code $(…)} */
    Expander(ShellState state, Host host, Substitutor substitutor) {
        this.state = state;
        this.host = host;
        this.substitutor = substitutor;
    }

    /** Runs a command and gives what it wrote. */
    interface Substitutor {
        String output(Command command) throws IOException, InterruptedException;
    }

    /** The fields that words become. */
    List<String> fields(List<Word> words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (Word word : words) {
            for (Field field : split(word, true)) {
                List<String> files = field.isPattern() && !state.has('f') ? Glob.files(field, this::path) : List.of();
                if (files.isEmpty()) {
                    all.add(field.text());
                } else {
                    all.addAll(files);
                }
            }
        }
        return all;
    }

    /** A word as one text, as in an assignment: not split, no names of files. */
    String text(Word word) throws IOException, InterruptedException {
        return joined(word).text();
    }

    /** A word as a pattern, as in {@code case}. */
    Pattern pattern(Word word) throws IOException, InterruptedException {
        return Glob.pattern(joined(word));
    }

    private Field joined(Word word) throws IOException, InterruptedException {
        List<Field> fields = split(word, false);
        Field joined = new Field();
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                joined.append(" ", true);
            }
            Field field = fields.get(i);
            for (int c = 0; c < field.length(); c++) {
                joined.append(String.valueOf(field.at(c)), field.isQuoted(c));
            }
        }
        return joined;
    }

    private Path path(String path) {
        return host.file(path.startsWith("/") ? path : state.directory() + "/" + path);
    }

    private List<Field> split(Word word, boolean splitting) throws IOException, InterruptedException {
        FieldBuilder fields = new FieldBuilder(splitting, separators());
        List<Word.Part> parts = word.parts();
        for (int i = 0; i < parts.size(); i++) {
            Word.Part part = parts.get(i);
            if (part instanceof Word.Text text) {
                String value = text.value();
                if (i == 0 && !text.quoted() && value.startsWith("~")) {
                    value = tilde(value, fields);
                }
                fields.text(value, text.quoted());
            } else if (part instanceof Word.Parameter parameter) {
                expand(parameter, fields);
            } else if (part instanceof Word.Substitution substitution) {
                String output = substitutor.output(substitution.command());
                fields.value(output.replaceFirst("\n+$", ""), substitution.quoted());
            } else if (part instanceof Word.Arithmetic arithmetic) {
                long value = new Calculator(text(arithmetic.expression()), this::valueOrEmpty).value();
                fields.value(Long.toString(value), arithmetic.quoted());
            }
        }
        return fields.done();
    }

    /** Expands a leading tilde; returns what follows it. */
    private String tilde(String text, FieldBuilder fields) {
        int end = text.indexOf('/') < 0 ? text.length() : text.indexOf('/');
        String user = text.substring(1, end);
        String home = state.get("HOME");
        if ((user.isEmpty() || user.equals(state.get("USER"))) && home != null) {
            fields.text(home, true);
            return text.substring(end);
        }
        return text;
    }

    private String separators() {
        String ifs = state.get("IFS");
        return ifs == null ? " \t\n" : ifs;
    }

    private void expand(Word.Parameter parameter, FieldBuilder fields) throws IOException, InterruptedException {
        String name = parameter.name();
        boolean all = name.equals("@") || name.equals("*");
        if (all && parameter.operator().isEmpty()) {
            positional(name, parameter.quoted(), fields);
            return;
        }
        String value = value(name);
        String operator = parameter.operator();
        if (operator.startsWith(":") || (!operator.isEmpty() && "-=+?".contains(operator))) {
            conditional(parameter, value, fields);
            return;
        }
        if (value == null) {
            if (state.has('u') && !all) {
                throw new ShellError(name + ": parameter not set", 2);
            }
            value = "";
        }
        switch (operator) {
            case "length" ->
                fields.value(Integer.toString(all ? state.positional().size() : value.length()), parameter.quoted());
            case "%", "%%", "#", "##" ->
                fields.value(trimmed(value, operator, pattern(parameter.argument())), parameter.quoted());
            default -> fields.value(value, parameter.quoted());
        }
    }

    private void positional(String name, boolean quoted, FieldBuilder fields) {
        List<String> values = state.positional();
        if (quoted && name.equals("*")) {
            String ifs = separators();
            fields.value(String.join(ifs.isEmpty() ? "" : ifs.substring(0, 1), values), true);
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                fields.separate();
            }
            fields.value(values.get(i), quoted);
        }
    }

    private void conditional(Word.Parameter parameter, @Nullable String value, FieldBuilder fields)
            throws IOException, InterruptedException {
        boolean colon = parameter.operator().startsWith(":");
        char operator = parameter.operator().charAt(colon ? 1 : 0);
        boolean given = value != null && !(colon && value.isEmpty());
        if (operator == '+') {
            if (given) {
                argument(parameter, fields);
            } else {
                fields.value("", parameter.quoted());
            }
            return;
        }
        if (given && value != null) {
            fields.value(value, parameter.quoted());
            return;
        }
        switch (operator) {
            case '-' -> argument(parameter, fields);
            case '=' -> {
                String assigned = text(parameter.argument());
                state.set(parameter.name(), assigned);
                fields.value(assigned, parameter.quoted());
            }
            default -> {
                String message = text(parameter.argument());
                throw new ShellError(parameter.name() + ": " + (message.isEmpty() ? "parameter not set" : message), 2);
            }
        }
    }

    private void argument(Word.Parameter parameter, FieldBuilder fields) throws IOException, InterruptedException {
        if (parameter.quoted()) {
            fields.value(text(parameter.argument()), true);
            return;
        }
        for (Word.Part part : parameter.argument().parts()) {
            if (part instanceof Word.Text text && text.quoted()) {
                fields.text(text.value(), true);
            } else {
                fields.value(text(new Word(List.of(part))), false);
            }
        }
    }

    private static String trimmed(String value, String operator, Pattern pattern) {
        boolean suffix = operator.startsWith("%");
        boolean longest = operator.length() == 2;
        for (int i = 0; i <= value.length(); i++) {
            int length = longest ? value.length() - i : i;
            int cut = suffix ? value.length() - length : length;
            String candidate = suffix ? value.substring(cut) : value.substring(0, cut);
            if (pattern.matcher(candidate).matches()) {
                return suffix ? value.substring(0, cut) : value.substring(cut);
            }
        }
        return value;
    }

    private String valueOrEmpty(String name) {
        String value = value(name);
        return value == null ? "" : value;
    }

    private @Nullable String value(String name) {
        return switch (name) {
            case "?" -> Integer.toString(state.status());
            case "$" -> Integer.toString(state.shellPid());
            case "!" -> state.lastBackground() == null ? null : String.valueOf(state.lastBackground());
            case "#" -> Integer.toString(state.positional().size());
            case "0" -> state.name();
            case "-" -> state.options().stream().sorted().map(String::valueOf).collect(Collectors.joining());
            case "@", "*" -> state.positional().isEmpty() ? null : String.join(" ", state.positional());
            default -> Character.isDigit(name.charAt(0)) ? argument(Integer.parseInt(name)) : state.get(name);
        };
    }

    private @Nullable String argument(int index) {
        return index <= state.positional().size() ? state.positional().get(index - 1) : null;
    }
}
