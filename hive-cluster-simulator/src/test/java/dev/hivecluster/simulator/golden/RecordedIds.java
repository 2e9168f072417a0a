package dev.hivecluster.simulator.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which of our resources stands for which recorded one: each stands for one, and one stands for it. */
final class RecordedIds {
    private static final List<String> KINDS = List.of("i", "r", "vol", "snap", "ami", "key", "eigw");
    private static final Pattern ID = Pattern.compile("\\b(%s)-[0-9a-f]{17}\\b".formatted(String.join("|", KINDS)));

    private final Map<String, String> ours = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if something stands for it already, or ours for something else */
    void put(String recorded, String our) {
        if (ours.containsKey(recorded) || ours.containsValue(our)) {
            throw new IllegalArgumentException("%s cannot stand for %s: %s".formatted(our, recorded, ours));
        }
        ours.put(recorded, our);
    }

    /** What a recorded request names although no answer has ever brought it stands for itself. */
    void named(String request) {
        ids(request, this::isUnknown).forEach(id -> put(id, id));
    }

    /**
     * Learns what a pair of answers has brought: what is new stands at the same places of both. If they differ, only what
     * is the only new one of its kind.
     */
    void born(String recorded, String our) {
        String theirText = ordered(recorded, this::blurredRecorded);
        String ourText = ordered(our, this::blurredOurs);
        List<String> theirs = ids(theirText, this::isUnknown);
        List<String> made = ids(ourText, id -> !ours.containsValue(id));
        if (theirs.size() == made.size() && blurredRecorded(theirText).equals(blurredOurs(ourText))) {
            for (int i = 0; i < theirs.size(); i++) {
                put(theirs.get(i), made.get(i));
            }
        } else {
            for (String kind : KINDS) {
                List<String> their = ofKind(kind, theirs);
                List<String> mine = ofKind(kind, made);
                if (their.size() == 1 && mine.size() == 1) {
                    put(their.get(0), mine.get(0));
                }
            }
        }
    }

    /** A text with ours instead of the recorded ones. */
    String translated(String text) {
        return ID.matcher(text).replaceAll(id -> ours.getOrDefault(id.group(), id.group()));
    }

    private boolean isUnknown(String recorded) {
        return !ours.containsKey(recorded);
    }

    private String blurredRecorded(String text) {
        return ID.matcher(text).replaceAll(id -> ours.getOrDefault(id.group(), id.group(1)));
    }

    private String blurredOurs(String text) {
        return ID.matcher(text).replaceAll(id -> ours.containsValue(id.group()) ? id.group() : id.group(1));
    }

    private static String ordered(String text, UnaryOperator<String> alike) {
        return text.startsWith("<") ? ComparableXml.of(text, alike) : text;
    }

    private static List<String> ids(String text, Predicate<String> wanted) {
        return ID.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .filter(wanted)
                .toList();
    }

    private static List<String> ofKind(String kind, List<String> ids) {
        return ids.stream().filter(id -> id.startsWith(kind + "-")).toList();
    }
}
