package dev.hivecluster.simulator.compute;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of our resources stands for which recorded one. */
final class RecordedIds {
    private static final Pattern ID = Pattern.compile("\\b(vol|snap|ami|eigw)-[0-9a-f]{17}\\b");

    private final Map<String, String> ours = new LinkedHashMap<>();

    void put(String recorded, String our) {
        ours.put(recorded, our);
    }

    String get(String recorded) {
        String our = ours.get(recorded);
        if (our == null) {
            throw new IllegalArgumentException("nothing stands for " + recorded);
        }
        return our;
    }

    /** Learns the one resource that a pair of answers has brought, if it has. */
    void born(String recorded, String our) {
        Set<String> unknown = found(recorded);
        unknown.removeAll(ours.keySet());
        Set<String> made = found(our);
        made.removeAll(ours.values());
        if (unknown.size() == 1 && made.size() == 1) {
            ours.put(unknown.iterator().next(), made.iterator().next());
        }
    }

    /** A text with ours instead of the recorded ones. */
    String translated(String text) {
        String translated = text;
        for (Map.Entry<String, String> id : ours.entrySet()) {
            translated = translated.replace(id.getKey(), id.getValue());
        }
        return translated;
    }

    private static Set<String> found(String text) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(text);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }
}
