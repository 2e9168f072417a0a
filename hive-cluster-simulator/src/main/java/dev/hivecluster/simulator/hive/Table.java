package dev.hivecluster.simulator.hive;

import java.util.ArrayList;
import java.util.List;

/** A table as Hive prints it (hive contract, section 5), with colours unless the user wants none. */
final class Table {
    private static final String HEADER = "\u001b[96m";
    private static final String SEPARATOR = "\u001b[90m";
    private static final String PLAIN = "\u001b[0m";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table and the empty line after it. */
    String text(boolean colours) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            boolean header = r == 0;
            String style = header ? HEADER : PLAIN;
            if (colours) {
                // The header's colour reaches into the first row, as Hive's table writer does it.
                text.append(header ? HEADER + HEADER : r == 1 ? HEADER + PLAIN + PLAIN : "");
            }
            for (int i = 0; i < columns; i++) {
                if (i > 0) {
                    text.append(colours ? separator(style, header) : " | ");
                }
                String cell = rows.get(r).get(i);
                text.append(cell).append(" ".repeat(widths[i] - cell.length()));
            }
            text.append(colours && header ? PLAIN : "").append('\n');
        }
        return text.append('\n').toString();
    }

    private static String separator(String style, boolean header) {
        return SEPARATOR + SEPARATOR + " | " + PLAIN + (header ? HEADER + PLAIN : "") + style;
    }
}
