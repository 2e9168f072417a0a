package dev.hivecluster.report;

import java.util.regex.Pattern;

/** Text as it may stand in a log, an XML document or on a terminal, whatever a command wrote. */
final class PlainText {
    /** Terminal sequences: CSI, OSC and the two-character ones (ECMA-48). */
    private static final Pattern TERMINAL_SEQUENCE =
            Pattern.compile("\u001B(?:\\[[0-?]*+[ -/]*+[@-~]|\\][^\u0007\u001B]*+(?:\u0007|\u001B\\\\)?|[ -/]*+[0-~])");

    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** Without terminal sequences; every other character that XML 1.0 cannot hold is replaced. */
    static String of(String text) {
        String shown = text.indexOf('\u001B') < 0
                ? text
                : TERMINAL_SEQUENCE.matcher(text).replaceAll("");
        shown = shown.replace("\r\n", "\n");
        StringBuilder plain = new StringBuilder(shown.length());
        shown.codePoints().forEach(c -> {
            if (isText(c)) {
                plain.appendCodePoint(c);
            } else {
                plain.append(REPLACEMENT);
            }
        });
        return plain.toString();
    }

    /** The same on one line. */
    static String line(String text) {
        return of(text).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static boolean isText(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c < 0xD800)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
