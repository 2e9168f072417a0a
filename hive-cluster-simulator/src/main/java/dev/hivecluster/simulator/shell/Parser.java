package dev.hivecluster.simulator.shell;

import dev.hivecluster.simulator.shell.Command.AndOr;
import dev.hivecluster.simulator.shell.Command.Pipeline;
import dev.hivecluster.simulator.shell.Command.Sequence;
import dev.hivecluster.simulator.shell.Command.Step;
import dev.hivecluster.simulator.shell.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the grammar of the POSIX shell. */
final class Parser {
    private static final Set<String> CLOSING = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Lexer lexer;

    Parser(Source source) {
        this.lexer = new Lexer(source);
    }

    /** A whole script. */
    static Command parse(String script) throws SyntaxException {
        Parser parser = new Parser(new Source(script));
        Command command = parser.sequence();
        Token rest = parser.lexer.peek();
        if (rest.kind() != Token.Kind.END) {
            throw SyntaxException.unexpected(quoted(rest));
        }
        return command;
    }

    /** The script in {@code $(…)}, with its closing parenthesis. */
    Command substitution() throws SyntaxException {
        Command command = sequence();
        expect(")");
        return command;
    }

    private Command sequence() throws SyntaxException {
        List<Step> steps = new ArrayList<>();
        skipNewlines();
        while (!atEndOfSequence()) {
            Command command = andOr();
            Token separator = lexer.peek();
            boolean background = separator.isOperator("&");
            steps.add(new Step(command, background));
            if (background || separator.isOperator(";")) {
                lexer.take();
            } else if (separator.kind() != Token.Kind.NEWLINE) {
                break;
            }
            skipNewlines();
        }
        return steps.size() == 1 && !steps.get(0).background() ? steps.get(0).command() : new Sequence(steps);
    }

    /** As {@link #sequence}, where the grammar wants at least one command. */
    private Command body() throws SyntaxException {
        Command body = sequence();
        if (body instanceof Sequence sequence && sequence.steps().isEmpty()) {
            throw unexpected();
        }
        return body;
    }

    private boolean atEndOfSequence() throws SyntaxException {
        Token token = lexer.peek();
        return token.kind() == Token.Kind.END
                || token.isOperator(")")
                || token.isOperator(";;")
                || (token.word() != null && CLOSING.contains(token.text()) && token.isPlain(token.text()));
    }

    private Command andOr() throws SyntaxException {
        Command left = pipeline();
        while (true) {
            Token token = lexer.peek();
            if (!token.isOperator("&&") && !token.isOperator("||")) {
                return left;
            }
            lexer.take();
            skipNewlines();
            left = new AndOr(left, token.isOperator("&&"), pipeline());
        }
    }

    private Command pipeline() throws SyntaxException {
        boolean negated = false;
        while (lexer.peek().isPlain("!")) {
            lexer.take();
            negated = !negated;
        }
        List<Command> commands = new ArrayList<>();
        commands.add(command());
        while (lexer.peek().isOperator("|")) {
            lexer.take();
            skipNewlines();
            commands.add(command());
        }
        return commands.size() == 1 && !negated ? commands.get(0) : new Pipeline(commands, negated);
    }

    private Command command() throws SyntaxException {
        Token token = lexer.peek();
        Command compound = compound(token);
        if (compound == null) {
            return simple();
        }
        if (compound instanceof Command.Definition) {
            return compound;
        }
        List<Redirection> redirections = new ArrayList<>();
        while (isRedirection(lexer.peek())) {
            redirections.add(redirection());
        }
        return redirections.isEmpty() ? compound : new Command.Redirected(compound, redirections);
    }

    private @Nullable Command compound(Token token) throws SyntaxException {
        if (token.isOperator("(")) {
            lexer.take();
            Command body = body();
            expect(")");
            return new Command.Subshell(body);
        }
        String word = token.word() == null ? null : token.word().plain();
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "{" -> {
                lexer.take();
                Command body = body();
                expectWord("}");
                yield body;
            }
            case "if" -> conditional();
            case "while", "until" -> {
                lexer.take();
                Command condition = body();
                yield new Command.Loop(condition, word.equals("until"), doGroup());
            }
            case "for" -> iteration();
            case "case" -> selection();
            default -> null;
        };
    }

    private Command conditional() throws SyntaxException {
        List<Command.Branch> branches = new ArrayList<>();
        do {
            lexer.take();
            Command condition = body();
            expectWord("then");
            branches.add(new Command.Branch(condition, body()));
        } while (lexer.peek().isPlain("elif"));
        Command otherwise = Command.nothing();
        if (lexer.peek().isPlain("else")) {
            lexer.take();
            otherwise = body();
        }
        expectWord("fi");
        return new Command.If(branches, otherwise);
    }

    private Command iteration() throws SyntaxException {
        lexer.take();
        String name = word().plain();
        if (name == null || !isName(name)) {
            throw SyntaxException.invalid("Bad for loop variable");
        }
        skipNewlines();
        List<Word> words = new ArrayList<>();
        boolean positional = true;
        if (lexer.peek().isPlain("in")) {
            lexer.take();
            positional = false;
            while (lexer.peek().kind() == Token.Kind.WORD) {
                words.add(word());
            }
        }
        if (lexer.peek().isOperator(";")) {
            lexer.take();
        }
        skipNewlines();
        return new Command.For(name, words, positional, doGroup());
    }

    private Command doGroup() throws SyntaxException {
        expectWord("do");
        Command body = body();
        expectWord("done");
        return body;
    }

    private Command selection() throws SyntaxException {
        lexer.take();
        Word word = word();
        skipNewlines();
        expectWord("in");
        skipNewlines();
        List<Command.Alternative> alternatives = new ArrayList<>();
        while (!lexer.peek().isPlain("esac")) {
            if (lexer.peek().isOperator("(")) {
                lexer.take();
            }
            List<Word> patterns = new ArrayList<>();
            patterns.add(word());
            while (lexer.peek().isOperator("|")) {
                lexer.take();
                patterns.add(word());
            }
            expect(")");
            alternatives.add(new Command.Alternative(patterns, sequence()));
            if (!lexer.peek().isOperator(";;")) {
                break;
            }
            lexer.take();
            skipNewlines();
        }
        expectWord("esac");
        return new Command.Case(word, alternatives);
    }

    private Command simple() throws SyntaxException {
        List<Command.Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            Token token = lexer.peek();
            if (isRedirection(token)) {
                redirections.add(redirection());
            } else if (token.kind() == Token.Kind.WORD) {
                Word word = word();
                Command.Assignment assignment = words.isEmpty() ? assignment(word) : null;
                if (assignment == null) {
                    words.add(word);
                } else {
                    assignments.add(assignment);
                }
            } else if (token.isOperator("(") && words.size() == 1 && assignments.isEmpty() && redirections.isEmpty()) {
                return definition(words.get(0));
            } else {
                break;
            }
        }
        if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) {
            throw unexpected();
        }
        return new Command.Simple(assignments, words, redirections);
    }

    private Command definition(Word word) throws SyntaxException {
        String name = word.plain();
        if (name == null || !isName(name)) {
            throw SyntaxException.invalid("Bad function name");
        }
        lexer.take();
        expect(")");
        skipNewlines();
        return new Command.Definition(name, command());
    }

    private static Command.@Nullable Assignment assignment(Word word) {
        if (word.parts().isEmpty() || !(word.parts().get(0) instanceof Word.Text first) || first.quoted()) {
            return null;
        }
        int equals = first.value().indexOf('=');
        if (equals < 1 || !isName(first.value().substring(0, equals))) {
            return null;
        }
        List<Word.Part> value = new ArrayList<>(word.parts());
        String rest = first.value().substring(equals + 1);
        if (rest.isEmpty()) {
            value.remove(0);
        } else {
            value.set(0, new Word.Text(rest, false));
        }
        return new Command.Assignment(first.value().substring(0, equals), new Word(value));
    }

    private static boolean isRedirection(Token token) {
        return token.kind() == Token.Kind.DESCRIPTOR
                || (token.kind() == Token.Kind.OPERATOR
                        && (token.text().startsWith("<") || token.text().startsWith(">")));
    }

    private Redirection redirection() throws SyntaxException {
        int descriptor = -1;
        if (lexer.peek().kind() == Token.Kind.DESCRIPTOR) {
            descriptor = Integer.parseInt(lexer.take().text());
        }
        String operator = lexer.take().text();
        if (descriptor < 0) {
            descriptor = operator.startsWith("<") ? 0 : 1;
        }
        Word target = word();
        switch (operator) {
            case "<<", "<<-" -> {
                StringBuilder delimiter = new StringBuilder();
                for (Word.Part part : target.parts()) {
                    if (part instanceof Word.Text text) {
                        delimiter.append(text.value());
                    }
                }
                HereDocument document =
                        new HereDocument(delimiter.toString(), target.isQuoted(), operator.equals("<<-"));
                lexer.expect(document);
                return new Redirection.Here(descriptor, document);
            }
            case "<&", ">&" -> {
                return new Redirection.Duplicate(descriptor, target);
            }
            default -> {
                return new Redirection.ToFile(descriptor, operator, target);
            }
        }
    }

    private Word word() throws SyntaxException {
        if (lexer.peek().kind() != Token.Kind.WORD) {
            throw unexpected();
        }
        return Objects.requireNonNull(lexer.take().word());
    }

    private void skipNewlines() throws SyntaxException {
        while (lexer.peek().kind() == Token.Kind.NEWLINE) {
            lexer.take();
        }
    }

    private void expect(String operator) throws SyntaxException {
        if (!lexer.peek().isOperator(operator)) {
            throw unexpected();
        }
        lexer.take();
    }

    private void expectWord(String word) throws SyntaxException {
        if (!lexer.peek().isPlain(word)) {
            throw unexpected();
        }
        lexer.take();
    }

    private SyntaxException unexpected() throws SyntaxException {
        Token token = lexer.peek();
        return token.kind() == Token.Kind.END
                ? SyntaxException.incomplete("end of file unexpected")
                : SyntaxException.unexpected(quoted(token));
    }

    private static String quoted(Token token) {
        return token.kind() == Token.Kind.OPERATOR || token.kind() == Token.Kind.WORD
                ? "\"" + token.text() + "\""
                : token.text();
    }

    static boolean isName(String text) {
        if (text.isEmpty() || !WordReader.isNameStart(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(c -> WordReader.isNameStart((char) c) || (c >= '0' && c <= '9'));
    }
}
