package dev.hivecluster.simulator.shell;

/** The characters of a script, and how far they were read. */
final class Source {
    /** What {@link #peek} gives at the end. */
    static final char END = '\0';

    private final String text;
    private int position;

    Source(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        int at = position + ahead;
        return at < text.length() ? text.charAt(at) : END;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, position);
    }

    char next() {
        char c = peek();
        position++;
        return c;
    }

    void skip(int count) {
        position += count;
    }

    int position() {
        return position;
    }

    void back(int earlier) {
        position = earlier;
    }

    /** The rest of the line, without its end, which is skipped. */
    String line() {
        int end = text.indexOf('\n', position);
        String line = end < 0 ? text.substring(position) : text.substring(position, end);
        position = end < 0 ? text.length() : end + 1;
        return line;
    }
}
