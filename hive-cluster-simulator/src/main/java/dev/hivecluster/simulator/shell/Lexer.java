package dev.hivecluster.simulator.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a script apart into tokens, one at a time, and reads here-documents where their lines come. */
final class Lexer {
    private static final String[] OPERATORS = {
        "<<-", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|", "|", "&", ";", "<", ">", "(", ")"
    };

    private final Source source;
    private final List<HereDocument> pending = new ArrayList<>();
    private @Nullable Token next;

    Lexer(Source source) {
        this.source = source;
    }

    /** The token that comes; it stays. */
    Token peek() throws SyntaxException {
        Token token = next;
        if (token == null) {
            token = read();
            next = token;
        }
        return token;
    }

    /** The token that comes; it is taken. */
    Token take() throws SyntaxException {
        Token token = peek();
        next = null;
        return token;
    }

    /** Has a here-document read after the present line. */
    void expect(HereDocument document) {
        pending.add(document);
    }

    /** Reads the here-documents that were asked for on the line that has just ended. */
    private void readHereDocuments() throws SyntaxException {
        for (HereDocument document : pending) {
            document.read(source);
        }
        pending.clear();
    }

    private Token read() throws SyntaxException {
        skipBlanks();
        if (source.atEnd()) {
            readHereDocuments();
            return Token.END;
        }
        if (source.peek() == '\n') {
            source.skip(1);
            readHereDocuments();
            return Token.NEWLINE;
        }
        for (String operator : OPERATORS) {
            if (source.startsWith(operator)) {
                source.skip(operator.length());
                return new Token(Token.Kind.OPERATOR, operator, null);
            }
        }
        if (Character.isDigit(source.peek()) && (source.peek(1) == '<' || source.peek(1) == '>')) {
            return new Token(Token.Kind.DESCRIPTOR, String.valueOf(source.next()), null);
        }
        Word word = new WordReader(source).word();
        return new Token(Token.Kind.WORD, Objects.requireNonNullElse(word.plain(), "word"), word);
    }

    private void skipBlanks() {
        while (true) {
            char c = source.peek();
            if (c == ' ' || c == '\t' || c == '\r') {
                source.skip(1);
            } else if (c == '\\' && source.peek(1) == '\n') {
                source.skip(2);
            } else if (c == '#') {
                while (!source.atEnd() && source.peek() != '\n') {
                    source.skip(1);
                }
            } else {
                return;
            }
        }
    }

    /**
     * A token.
     *
     * @param text the operator, or the descriptor's number, or a word that is plain text
     * @param word for a word, it
     */
    record Token(Kind kind, String text, @Nullable Word word) {
        static final Token END = new Token(Kind.END, "end of file", null);
        static final Token NEWLINE = new Token(Kind.NEWLINE, "newline", null);

        /** What it can be. */
        enum Kind {
            WORD,
            OPERATOR,
            DESCRIPTOR,
            NEWLINE,
            END
        }

        boolean isOperator(String operator) {
            return kind == Kind.OPERATOR && text.equals(operator);
        }

        /** Whether it is a word that consists of exactly this unquoted text. */
        boolean isPlain(String text) {
            return word != null && text.equals(word.plain());
        }
    }
}
