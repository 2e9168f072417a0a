package dev.hivecluster.simulator.shell;

/** Text that an expansion made, which remembers of each character whether it was quoted. */
final class Field {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder quoting = new StringBuilder();

    void append(String more, boolean quoted) {
        text.append(more);
        quoting.append((quoted ? "q" : "u").repeat(more.length()));
    }

    String text() {
        return text.toString();
    }

    int length() {
        return text.length();
    }

    char at(int index) {
        return text.charAt(index);
    }

    boolean isQuoted(int index) {
        return quoting.charAt(index) == 'q';
    }

    /** Whether it holds an unquoted {@code * ? [}. */
    boolean isPattern() {
        for (int i = 0; i < text.length(); i++) {
            if (!isQuoted(i) && "*?[".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The part from one index to another, exclusive. */
    Field part(int from, int to) {
        Field part = new Field();
        part.text.append(text, from, to);
        part.quoting.append(quoting, from, to);
        return part;
    }
}
