package dev.hivecluster.simulator.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads words: text, quotes and expansions. */
final class WordReader {
    private static final String OPERATOR_CHARACTERS = "|&;<>()";
    private static final String SPECIAL_PARAMETERS = "?$!#@*-";

    private final Source source;
    private final List<Word.Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    WordReader(Source source) {
        this.source = source;
    }

    /** A word that ends at a blank or an operator. */
    Word word() throws SyntaxException {
        while (!source.atEnd() && !endsWord(source.peek())) {
            unquoted();
        }
        return finish();
    }

    /** The word in {@code ${name:-word}}; the closing brace is left. */
    private Word braced(boolean quoted) throws SyntaxException {
        while (source.peek() != '}') {
            if (source.atEnd()) {
                throw SyntaxException.incomplete("Missing '}'");
            }
            if (quoted) {
                inDoubleQuotes('}');
            } else {
                unquoted();
            }
        }
        return finish();
    }

    /** A here-document: expanded, quotes are text. */
    Word hereDocument() throws SyntaxException {
        while (!source.atEnd()) {
            inDoubleQuotes(Source.END);
        }
        flush(true);
        return new Word(parts);
    }

    private static boolean endsWord(char c) {
        return c == ' ' || c == '\t' || c == '\n' || OPERATOR_CHARACTERS.indexOf(c) >= 0;
    }

    private void unquoted() throws SyntaxException {
        char c = source.peek();
        switch (c) {
            case '\'' -> singleQuotes();
            case '"' -> doubleQuotes();
            case '\\' -> {
                source.skip(1);
                if (source.peek() == '\n') {
                    source.skip(1);
                } else if (source.atEnd()) {
                    text.append('\\');
                } else {
                    flush(false);
                    parts.add(new Word.Text(String.valueOf(source.next()), true));
                }
            }
            case '$' -> dollar(false);
            case '`' -> backquotes(false);
            default -> text.append(source.next());
        }
    }

    private void singleQuotes() throws SyntaxException {
        flush(false);
        source.skip(1);
        StringBuilder quoted = new StringBuilder();
        while (source.peek() != '\'') {
            if (source.atEnd()) {
                throw SyntaxException.incomplete("Unterminated quoted string");
            }
            quoted.append(source.next());
        }
        source.skip(1);
        parts.add(new Word.Text(quoted.toString(), true));
    }

    private void doubleQuotes() throws SyntaxException {
        flush(false);
        source.skip(1);
        int before = parts.size();
        while (source.peek() != '"') {
            if (source.atEnd()) {
                throw SyntaxException.incomplete("Unterminated quoted string");
            }
            inDoubleQuotes('"');
        }
        source.skip(1);
        if (!text.isEmpty() || parts.size() == before) {
            parts.add(new Word.Text(text.toString(), true));
            text.setLength(0);
        }
    }

    /** One step within double quotes, or in a here-document, where {@code quote} is not there. */
    private void inDoubleQuotes(char quote) throws SyntaxException {
        char c = source.peek();
        if (c == '$') {
            dollar(true);
        } else if (c == '`') {
            backquotes(true);
        } else if (c == '\\') {
            source.skip(1);
            char escaped = source.peek();
            if (escaped == '\n') {
                source.skip(1);
            } else if (escaped == '$' || escaped == '`' || escaped == '\\' || (escaped == quote && !source.atEnd())) {
                text.append(source.next());
            } else {
                text.append('\\');
            }
        } else {
            text.append(source.next());
        }
    }

    private void dollar(boolean quoted) throws SyntaxException {
        char c = source.peek(1);
        if (source.startsWith("$((") && arithmetic(quoted)) {
            return;
        }
        if (c == '(') {
            flush(quoted);
            source.skip(2);
            parts.add(new Word.Substitution(new Parser(source).substitution(), quoted));
        } else if (c == '{') {
            flush(quoted);
            source.skip(2);
            parameter(quoted);
        } else if (isNameStart(c)) {
            flush(quoted);
            source.skip(1);
            parts.add(new Word.Parameter(name(), "", new Word(List.of()), quoted));
        } else if (Character.isDigit(c) || (SPECIAL_PARAMETERS.indexOf(c) >= 0 && c != Source.END)) {
            flush(quoted);
            source.skip(2);
            parts.add(new Word.Parameter(String.valueOf(c), "", new Word(List.of()), quoted));
        } else {
            text.append(source.next());
        }
    }

    private void parameter(boolean quoted) throws SyntaxException {
        if (source.peek() == '#' && source.peek(1) != '}') {
            source.skip(1);
            String name = parameterName();
            close();
            parts.add(new Word.Parameter(name, "length", new Word(List.of()), quoted));
            return;
        }
        String name = parameterName();
        String operator = "";
        for (String candidate : new String[] {":-", ":=", ":+", ":?", "-", "=", "+", "?", "%%", "%", "##", "#"}) {
            if (source.startsWith(candidate)) {
                operator = candidate;
                break;
            }
        }
        source.skip(operator.length());
        boolean pattern = operator.startsWith("%") || operator.startsWith("#");
        Word argument = new WordReader(source).braced(quoted && !pattern);
        if (operator.isEmpty() && !argument.parts().isEmpty()) {
            throw SyntaxException.invalid("Bad substitution");
        }
        close();
        parts.add(new Word.Parameter(name, operator, argument, quoted));
    }

    private void close() throws SyntaxException {
        if (source.atEnd()) {
            throw SyntaxException.incomplete("Missing '}'");
        }
        if (source.next() != '}') {
            throw SyntaxException.invalid("Bad substitution");
        }
    }

    private String parameterName() throws SyntaxException {
        char c = source.peek();
        if (isNameStart(c)) {
            return name();
        }
        if (Character.isDigit(c)) {
            StringBuilder digits = new StringBuilder();
            while (Character.isDigit(source.peek())) {
                digits.append(source.next());
            }
            return digits.toString();
        }
        if (!source.atEnd() && SPECIAL_PARAMETERS.indexOf(c) >= 0) {
            return String.valueOf(source.next());
        }
        throw SyntaxException.invalid("Bad substitution");
    }

    /** {@code $((…))}; false, and nothing read, if it is a substitution that begins with a subshell. */
    private boolean arithmetic(boolean quoted) throws SyntaxException {
        int start = source.position();
        source.skip(3);
        int depth = 0;
        StringBuilder expression = new StringBuilder();
        while (!source.atEnd()) {
            char c = source.next();
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth == 0) {
                if (source.peek() == ')') {
                    source.skip(1);
                    flush(quoted);
                    parts.add(new Word.Arithmetic(
                            new WordReader(new Source(expression.toString())).hereDocument(), quoted));
                    return true;
                }
                break;
            } else if (c == ')') {
                depth--;
            }
            expression.append(c);
        }
        source.back(start);
        return false;
    }

    private void backquotes(boolean quoted) throws SyntaxException {
        flush(quoted);
        source.skip(1);
        StringBuilder script = new StringBuilder();
        while (source.peek() != '`') {
            if (source.atEnd()) {
                throw SyntaxException.incomplete("EOF in backquote substitution");
            }
            char c = source.next();
            if (c == '\\' && "$`\\".indexOf(source.peek()) >= 0 && !source.atEnd()) {
                c = source.next();
            }
            script.append(c);
        }
        source.skip(1);
        parts.add(new Word.Substitution(Parser.parse(script.toString()), quoted));
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (isNameStart(source.peek()) || Character.isDigit(source.peek())) {
            name.append(source.next());
        }
        return name.toString();
    }

    static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void flush(boolean quoted) {
        if (!text.isEmpty()) {
            parts.add(new Word.Text(text.toString(), quoted));
            text.setLength(0);
        }
    }

    private Word finish() {
        flush(false);
        return new Word(parts);
    }
}
