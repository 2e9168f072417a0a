package dev.hivecluster.simulator.shell;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Evaluates the integer expressions of {@code $((…))}, over names that have values. */
final class Calculator {
    private static final String[][] LEVELS = {
        {"||"},
        {"&&"},
        {"|"},
        {"^"},
        {"&"},
        {"==", "!="},
        {"<=", ">=", "<", ">"},
        {"<<", ">>"},
        {"+", "-"},
        {"*", "/", "%"}
    };

    private final Source source;
    private final UnaryOperator<String> variables;

    /** @param variables the value of a name; empty text counts as 0 */
    Calculator(String expression, UnaryOperator<String> variables) {
        this.source = new Source(expression);
        this.variables = variables;
    }

    /** @throws ShellError if it is no expression */
    long value() {
        long value = ternary();
        skipBlanks();
        if (!source.atEnd()) {
            throw new ShellError("arithmetic expression: expecting EOF: \"" + source.line() + "\"", 2);
        }
        return value;
    }

    private long ternary() {
        long condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        long yes = ternary();
        if (!take(":")) {
            throw expectingPrimary();
        }
        long no = ternary();
        return condition != 0 ? yes : no;
    }

    private long binary(int level) {
        if (level == LEVELS.length) {
            return unary();
        }
        long left = binary(level + 1);
        while (true) {
            String operator = operator(level);
            if (operator == null) {
                return left;
            }
            left = apply(operator, left, binary(level + 1));
        }
    }

    private @Nullable String operator(int level) {
        skipBlanks();
        for (String candidate : LEVELS[level]) {
            if (source.startsWith(candidate) && !isLonger(candidate)) {
                source.skip(candidate.length());
                return candidate;
            }
        }
        return null;
    }

    /** {@code |} is not the beginning of {@code ||}, nor {@code <} that of {@code <<}. */
    private boolean isLonger(String candidate) {
        char after = source.peek(candidate.length());
        return candidate.length() == 1
                && "|&<>".contains(candidate)
                && (after == candidate.charAt(0) || (after == '=' && "<>".contains(candidate)));
    }

    private static long apply(String operator, long left, long right) {
        return switch (operator) {
            case "||" -> left != 0 || right != 0 ? 1 : 0;
            case "&&" -> left != 0 && right != 0 ? 1 : 0;
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "==" -> left == right ? 1 : 0;
            case "!=" -> left != right ? 1 : 0;
            case "<=" -> left <= right ? 1 : 0;
            case ">=" -> left >= right ? 1 : 0;
            case "<" -> left < right ? 1 : 0;
            case ">" -> left > right ? 1 : 0;
            case "<<" -> left << right;
            case ">>" -> left >> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            default -> divide(operator, left, right);
        };
    }

    private static long divide(String operator, long left, long right) {
        if (right == 0) {
            throw new ShellError("arithmetic expression: division by zero", 2);
        }
        return operator.equals("/") ? left / right : left % right;
    }

    private long unary() {
        if (take("-")) {
            return -unary();
        }
        if (take("+")) {
            return unary();
        }
        if (take("!")) {
            return unary() == 0 ? 1 : 0;
        }
        if (take("~")) {
            return ~unary();
        }
        if (take("(")) {
            long value = ternary();
            if (!take(")")) {
                throw expectingPrimary();
            }
            return value;
        }
        return primary();
    }

    private long primary() {
        skipBlanks();
        StringBuilder token = new StringBuilder();
        while (WordReader.isNameStart(source.peek()) || Character.isDigit(source.peek())) {
            token.append(source.next());
        }
        if (token.isEmpty()) {
            throw expectingPrimary();
        }
        String text = token.toString();
        return Character.isDigit(text.charAt(0)) ? number(text) : number(variables.apply(text));
    }

    private static long number(String text) {
        if (text.isBlank()) {
            return 0;
        }
        try {
            return Long.decode(text.strip());
        } catch (NumberFormatException e) {
            throw new ShellError("Illegal number: " + text, 2);
        }
    }

    private boolean take(String text) {
        skipBlanks();
        if (source.startsWith(text)) {
            source.skip(text.length());
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (!source.atEnd() && Character.isWhitespace(source.peek())) {
            source.skip(1);
        }
    }

    private static ShellError expectingPrimary() {
        return new ShellError("arithmetic expression: expecting primary", 2);
    }
}
