package dev.hivecluster.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is under way at one instant, as rows of text. */
final class LiveRows {
    private final OpenWork work;
    private final Map<Long, String> progress;
    private final Instant now;

    /** @param progress what the work with each id said last */
    LiveRows(OpenWork work, Map<Long, String> progress, Instant now) {
        this.work = work;
        this.progress = progress;
        this.now = now;
    }

    /** @param most how many rows; what does not fit is counted in the last */
    List<String> text(int most, int width) {
        List<String> rows = new ArrayList<>();
        for (OpenWork.Item phase : work.phases()) {
            rows.add(row("", phase, phase.scope().phase()));
            for (OpenWork.Item item : work.innermost(phase.scope().phase())) {
                String node = item.scope().node().map(name -> name + "  ").orElse("");
                rows.add(row("  ", item, node + item.scope().step()));
            }
        }
        if (rows.size() > most) {
            int left = rows.size() - most + 1;
            rows.subList(most - 1, rows.size()).clear();
            rows.add("  and %d more".formatted(left));
        }
        rows.replaceAll(row -> row.length() > width ? row.substring(0, width - 1) + "…" : row);
        return rows;
    }

    private String row(String indent, OpenWork.Item item, String what) {
        String word = progress.getOrDefault(item.scope().id(), "");
        return indent + what + "  " + ConsoleFormat.age(item, now) + (word.isEmpty() ? "" : "  " + word);
    }
}
