package dev.hivecluster.simulator.shell.posix;

/** The sets of characters that {@code tr} takes: ranges, classes, escapes. */
final class CharacterSets {
    private static final String[][] CLASSES = {
        {"[:upper:]", "A-Z"},
        {"[:lower:]", "a-z"},
        {"[:digit:]", "0-9"},
        {"[:alpha:]", "A-Za-z"},
        {"[:alnum:]", "0-9A-Za-z"},
        {"[:space:]", " \\t\\n\\r"}
    };

    private CharacterSets() {}

    /** All characters of a set, in its order. */
    static String expand(String set) {
        String plain = set;
        for (String[] named : CLASSES) {
            plain = plain.replace(named[0], named[1]);
        }
        String text = plain.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\0", "\0")
                .replace("\\\\", "\\");
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (i + 2 < text.length() && text.charAt(i + 1) == '-') {
                for (char member = c; member <= text.charAt(i + 2); member++) {
                    out.append(member);
                }
                i += 3;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }
}
