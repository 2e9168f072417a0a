package dev.hivecluster.simulator.gateway;

/** Elements and text, with the character references that Go's encoder uses. */
final class XmlWriter {
    private final StringBuilder text = new StringBuilder(512);

    void open(String element) {
        text.append('<').append(element).append('>');
    }

    void close(String element) {
        text.append("</").append(element).append('>');
    }

    void text(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '"' -> text.append("&#34;");
                case '\'' -> text.append("&#39;");
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '\t' -> text.append("&#x9;");
                case '\n' -> text.append("&#xA;");
                case '\r' -> text.append("&#xD;");
                default -> text.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? '\uFFFD' : c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
