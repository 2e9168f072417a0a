package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Programs that write what they are told. */
final class OutputPrograms {
    private OutputPrograms() {}

    static Map<String, Program> all() {
        return Map.of(
                "echo", OutputPrograms::echo,
                "printf", OutputPrograms::printf,
                "true", invocation -> 0,
                "false", invocation -> 1,
                "pwd", OutputPrograms::pwd,
                "seq", OutputPrograms::seq);
    }

    private static int echo(Invocation invocation) throws IOException {
        List<String> operands = invocation.operands();
        boolean newline = operands.isEmpty() || !operands.get(0).equals("-n");
        String text = String.join(" ", newline ? operands : operands.subList(1, operands.size()));
        Escaped escaped = Escaped.of(text);
        invocation.print(escaped.text + (newline && !escaped.stopped ? "\n" : ""));
        return 0;
    }

    private static int pwd(Invocation invocation) throws IOException {
        invocation.print(invocation.directory() + "\n");
        return 0;
    }

    private static int seq(Invocation invocation) throws IOException, InterruptedException {
        List<String> operands = invocation.operands();
        if (operands.isEmpty() || operands.size() > 3) {
            throw new UsageException("one to three operands are needed");
        }
        int first = operands.size() > 1 ? Numbers.parse(operands.get(0)) : 1;
        int step = operands.size() > 2 ? Numbers.parse(operands.get(1)) : 1;
        int last = Numbers.parse(operands.get(operands.size() - 1));
        if (step == 0) {
            throw new UsageException("invalid Zero increment value: '0'");
        }
        for (int i = first; step > 0 ? i <= last : i >= last; i += step) {
            invocation.process().checkpoint();
            invocation.print(i + "\n");
        }
        return 0;
    }

    private static int printf(Invocation invocation) throws IOException {
        if (invocation.operands().isEmpty()) {
            throw new UsageException("usage: printf format [arg ...]");
        }
        String format = invocation.operands().get(0);
        Deque<String> arguments = new ArrayDeque<>(
                invocation.operands().subList(1, invocation.operands().size()));
        StringBuilder out = new StringBuilder();
        int before;
        do {
            before = arguments.size();
            if (formatted(format, arguments, out)) {
                break;
            }
        } while (!arguments.isEmpty() && arguments.size() < before);
        invocation.out().write(out.toString().getBytes(StandardCharsets.UTF_8));
        invocation.out().flush();
        return 0;
    }

    /** Runs through the format once; true if the output ends there. */
    private static boolean formatted(String format, Deque<String> arguments, StringBuilder out) throws UsageException {
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            if (c == '\\') {
                int length = Escaped.sequence(format, i, out, false);
                i += length;
            } else if (c != '%') {
                out.append(c);
                i++;
            } else {
                int end = i + 1;
                while (end < format.length() && "-+ #0123456789.".indexOf(format.charAt(end)) >= 0) {
                    end++;
                }
                if (end == format.length()) {
                    throw new UsageException(format.substring(i) + ": missing format character");
                }
                if (directive(format.substring(i, end), format.charAt(end), arguments, out)) {
                    return true;
                }
                i = end + 1;
            }
        }
        return false;
    }

    private static boolean directive(String flags, char conversion, Deque<String> arguments, StringBuilder out)
            throws UsageException {
        switch (conversion) {
            case '%' -> out.append('%');
            case 's' -> out.append(String.format(flags + "s", next(arguments)));
            case 'c' -> {
                String text = next(arguments);
                out.append(text, 0, Math.min(1, text.length()));
            }
            case 'd', 'i', 'u' -> out.append(String.format(flags + "d", number(next(arguments))));
            case 'x', 'X', 'o' -> out.append(String.format(flags + conversion, number(next(arguments))));
            case 'b' -> {
                Escaped escaped = Escaped.of(next(arguments));
                out.append(escaped.text);
                return escaped.stopped;
            }
            default -> throw new UsageException(flags + conversion + ": invalid directive");
        }
        return false;
    }

    private static String next(Deque<String> arguments) {
        String argument = arguments.poll();
        return argument == null ? "" : argument;
    }

    private static long number(String text) throws UsageException {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new UsageException(text + ": expected numeric value");
        }
    }

    /** Text with its backslash escapes resolved, as {@code echo} does it; {@code \c} stops the output. */
    private record Escaped(String text, boolean stopped) {
        static Escaped of(String text) {
            StringBuilder out = new StringBuilder();
            int i = 0;
            while (i < text.length()) {
                if (text.charAt(i) != '\\') {
                    out.append(text.charAt(i));
                    i++;
                } else if (i + 1 < text.length() && text.charAt(i + 1) == 'c') {
                    return new Escaped(out.toString(), true);
                } else {
                    i += sequence(text, i, out, true);
                }
            }
            return new Escaped(out.toString(), false);
        }

        /** Resolves one escape and returns its length. */
        static int sequence(String text, int at, StringBuilder out, boolean zeroFirst) {
            if (at + 1 == text.length()) {
                out.append('\\');
                return 1;
            }
            char c = text.charAt(at + 1);
            int simple = "abfnrtv\\".indexOf(c);
            if (simple >= 0) {
                out.append("\007\b\f\n\r\t\013\\".charAt(simple));
                return 2;
            }
            boolean octal = zeroFirst ? c == '0' : c >= '0' && c <= '7';
            if (!octal) {
                out.append('\\').append(c);
                return 2;
            }
            int start = at + (zeroFirst ? 2 : 1);
            int end = start;
            int value = 0;
            while (end < text.length() && end < start + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                value = value * 8 + text.charAt(end) - '0';
                end++;
            }
            out.append((char) (value & 0xff));
            return end - at;
        }
    }
}
