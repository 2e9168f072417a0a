package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** {@code test} and {@code [}. */
final class Conditions implements Program {
    private static final int ERROR = 2;
    private static final Set<String> BINARY =
            Set.of("=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "<", ">");

    @Override
    public int run(Invocation invocation) throws IOException {
        List<String> arguments = new ArrayList<>(invocation.operands());
        if (invocation.name().equals("[")) {
            if (arguments.isEmpty() || !arguments.remove(arguments.size() - 1).equals("]")) {
                invocation.complain("missing ]");
                return ERROR;
            }
        }
        if (arguments.isEmpty()) {
            return 1;
        }
        Expression expression = new Expression(invocation, arguments);
        try {
            return expression.whole() ? 0 : 1;
        } catch (UsageException e) {
            invocation.complain(String.valueOf(e.getMessage()));
            return ERROR;
        }
    }

    /** An expression that is being read. */
    private static final class Expression {
        private final Invocation invocation;
        private final Deque<String> rest;

        Expression(Invocation invocation, List<String> arguments) {
            this.invocation = invocation;
            this.rest = new ArrayDeque<>(arguments);
        }

        boolean whole() throws IOException {
            boolean value = or();
            if (!rest.isEmpty()) {
                throw new UsageException("unexpected operator '" + rest.peek() + "'");
            }
            return value;
        }

        private boolean or() throws IOException {
            boolean value = and();
            while ("-o".equals(rest.peek())) {
                rest.remove();
                boolean right = and();
                value = value || right;
            }
            return value;
        }

        private boolean and() throws IOException {
            boolean value = negation();
            while ("-a".equals(rest.peek())) {
                rest.remove();
                boolean right = negation();
                value = value && right;
            }
            return value;
        }

        private boolean negation() throws IOException {
            if ("!".equals(rest.peek()) && rest.size() > 1) {
                rest.remove();
                return !negation();
            }
            return primary();
        }

        private boolean primary() throws IOException {
            List<String> ahead = List.copyOf(rest);
            if (ahead.isEmpty()) {
                throw new UsageException("argument expected");
            }
            if (ahead.size() >= 3 && BINARY.contains(ahead.get(1))) {
                rest.remove();
                rest.remove();
                rest.remove();
                return binary(ahead.get(0), ahead.get(1), ahead.get(2));
            }
            if (ahead.get(0).equals("(") && ahead.size() > 2) {
                rest.remove();
                boolean value = or();
                if (!")".equals(rest.poll())) {
                    throw new UsageException("closing paren expected");
                }
                return value;
            }
            rest.remove();
            if (ahead.size() == 1 || !ahead.get(0).matches("-[a-zA-Z]")) {
                return !ahead.get(0).isEmpty();
            }
            rest.remove();
            return unary(ahead.get(0).charAt(1), ahead.get(1));
        }

        private boolean unary(char operator, String operand) throws IOException {
            return switch (operator) {
                case 'n' -> !operand.isEmpty();
                case 'z' -> operand.isEmpty();
                case 't' -> false;
                case 'L', 'h' -> Files.isSymbolicLink(invocation.entry(operand));
                case 'e' -> Files.exists(invocation.file(operand));
                case 'f' -> Files.isRegularFile(invocation.file(operand));
                case 'd' -> Files.isDirectory(invocation.file(operand));
                case 'r' -> Files.isReadable(invocation.file(operand));
                case 'w' -> Files.isWritable(invocation.file(operand));
                case 'x' -> Files.isExecutable(invocation.file(operand));
                case 's' -> Files.exists(invocation.file(operand)) && Files.size(invocation.file(operand)) > 0;
                case 'p', 'S', 'b', 'c' -> false;
                default -> throw new UsageException("-" + operator + ": unexpected operator");
            };
        }

        private boolean binary(String left, String operator, String right) throws IOException {
            return switch (operator) {
                case "=", "==" -> left.equals(right);
                case "!=" -> !left.equals(right);
                case "<" -> left.compareTo(right) < 0;
                case ">" -> left.compareTo(right) > 0;
                case "-nt" -> newer(left, right);
                case "-ot" -> newer(right, left);
                default -> compared(operator, number(left), number(right));
            };
        }

        private static boolean compared(String operator, long left, long right) {
            return switch (operator) {
                case "-eq" -> left == right;
                case "-ne" -> left != right;
                case "-lt" -> left < right;
                case "-le" -> left <= right;
                case "-gt" -> left > right;
                default -> left >= right;
            };
        }

        private boolean newer(String left, String right) throws IOException {
            Path first = invocation.file(left);
            Path second = invocation.file(right);
            return Files.exists(first)
                    && (Files.notExists(second)
                            || Files.getLastModifiedTime(first).compareTo(Files.getLastModifiedTime(second)) > 0);
        }

        private static long number(String text) throws UsageException {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                throw new UsageException("Illegal number: " + text);
            }
        }
    }
}
