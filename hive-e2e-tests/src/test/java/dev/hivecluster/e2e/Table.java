package dev.hivecluster.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that {@code hive} prints: columns parted by a vertical bar, a heading, no rule (hive contract, section 5).
 *
 * @param heading the columns' names
 * @param rows each row's cells, by column
 */
record Table(List<String> heading, List<Map<String, String>> rows) {
    Table {
        heading = List.copyOf(heading);
        rows = List.copyOf(rows);
    }

    /**
     * The table whose heading begins so; it ends at an empty line. Without such a heading it has neither columns nor rows.
     */
    static Table startingWith(String firstColumn, String output) {
        List<String> heading = List.of();
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : output.lines().toList()) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (heading.isEmpty()) {
                if (cells.get(0).equals(firstColumn)) {
                    heading = cells;
                }
            } else if (line.isBlank()) {
                break;
            } else {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(cells.size(), heading.size()); i++) {
                    row.put(heading.get(i), cells.get(i));
                }
                rows.add(row);
            }
        }
        return new Table(heading, rows);
    }

    /** The rows' cells in one column. */
    List<String> column(String name) {
        return rows.stream().map(row -> row.getOrDefault(name, "")).toList();
    }
}
