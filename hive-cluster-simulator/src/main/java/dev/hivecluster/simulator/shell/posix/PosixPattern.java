package dev.hivecluster.simulator.shell.posix;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** POSIX regular expressions, basic and extended, as Java's. */
final class PosixPattern {
    private PosixPattern() {}

    /** @throws UsageException if it is no regular expression */
    static Pattern compile(String regex, boolean extended, int flags) throws UsageException {
        try {
            return Pattern.compile(translate(regex, extended), flags);
        } catch (PatternSyntaxException e) {
            throw new UsageException("Invalid regular expression: " + regex);
        }
    }

    private static String translate(String regex, boolean extended) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < regex.length()) {
            char c = regex.charAt(i);
            if (c == '[') {
                int end = closing(regex, i);
                out.append(bracket(regex.substring(i + 1, end)));
                i = Math.min(end + 1, regex.length());
                continue;
            }
            if (c == '\\' && i + 1 < regex.length()) {
                char escaped = regex.charAt(i + 1);
                boolean special = "(){}|+?".indexOf(escaped) >= 0;
                out.append(special && !extended ? "" : "\\").append(escaped);
                i += 2;
                continue;
            }
            boolean literal = !extended && "(){}|+?".indexOf(c) >= 0;
            boolean leadingStar = c == '*' && (out.isEmpty() || out.toString().equals("^"));
            out.append(literal || leadingStar ? "\\" : "").append(c);
            i++;
        }
        return out.toString();
    }

    private static int closing(String regex, int open) {
        int i = open + 1;
        if (i < regex.length() && regex.charAt(i) == '^') {
            i++;
        }
        if (i < regex.length() && regex.charAt(i) == ']') {
            i++;
        }
        while (i < regex.length() && regex.charAt(i) != ']') {
            if (regex.startsWith("[:", i)) {
                int end = regex.indexOf(":]", i);
                i = end < 0 ? i : end + 1;
            }
            i++;
        }
        return i;
    }

    private static String bracket(String content) {
        String body = content.replace("\\", "\\\\")
                .replace("[:alpha:]", "\\p{Alpha}")
                .replace("[:digit:]", "\\p{Digit}")
                .replace("[:alnum:]", "\\p{Alnum}")
                .replace("[:upper:]", "\\p{Upper}")
                .replace("[:lower:]", "\\p{Lower}")
                .replace("[:space:]", "\\s")
                .replace("[:xdigit:]", "\\p{XDigit}")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("&&", "&\\&");
        return "[" + body + "]";
    }
}
