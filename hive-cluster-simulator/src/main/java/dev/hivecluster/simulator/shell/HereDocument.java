package dev.hivecluster.simulator.shell;

import java.util.List;

/** Text of a script that becomes a command's input. It lies after the line that asks for it, so it is read later. */
final class HereDocument {
    private final String delimiter;
    private final boolean literal;
    private final boolean indented;
    private Word body = new Word(List.of());

    /**
     * @param literal whether nothing in it is expanded
     * @param indented whether its lines lose their leading tabs
     */
    HereDocument(String delimiter, boolean literal, boolean indented) {
        this.delimiter = delimiter;
        this.literal = literal;
        this.indented = indented;
    }

    Word body() {
        return body;
    }

    /** Reads it from the script, which stands at the beginning of its first line. */
    void read(Source source) throws SyntaxException {
        StringBuilder text = new StringBuilder();
        while (true) {
            if (source.atEnd()) {
                throw SyntaxException.incomplete("here-document without its end " + delimiter);
            }
            String line = source.line();
            String stripped = indented ? line.replaceFirst("^\t+", "") : line;
            if (stripped.equals(delimiter)) {
                break;
            }
            text.append(stripped).append('\n');
        }
        body = literal
                ? new Word(List.of(new Word.Text(text.toString(), true)))
                : new WordReader(new Source(text.toString())).hereDocument();
    }
}
