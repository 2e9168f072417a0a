package dev.hivecluster.simulator.golden;

import dev.hivecluster.simulator.http.RawClient.Answer;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something in which an answer is not what was recorded.
 *
 * @param part {@code status}, {@code body}, {@code length} or the name of a header field, in small letters
 * @param recorded what it was
 * @param actual what it is
 */
record Difference(String part, String recorded, String actual) {
    /** Fields that depend on the connection, or on how long what differs from run to run is. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "date", "transfer-encoding");

    /** Counters of viperblock's that say how an image was written. */
    private static final Set<String> COUNTERS = Set.of("SeqNum", "ObjectNum", "WALNum");

    private static final String TIME = "2\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z";
    private static final int ERROR = 400;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * All that differs: the status, each header field, and the content without what is made anew each time; of an error also
     * how it is laid out, by its length.
     */
    static List<Difference> between(Answer recorded, Answer actual) {
        List<Difference> found = new ArrayList<>();
        compare(found, "status", String.valueOf(recorded.status()), String.valueOf(actual.status()));
        Set<String> fields = new TreeSet<>(recorded.headers().keySet());
        fields.addAll(actual.headers().keySet());
        fields.removeAll(OF_THE_CONNECTION);
        fields.forEach(field -> compare(found, field, recorded.header(field), actual.header(field)));
        compare(found, "date", "a date", isDate(actual.header("date")) ? "a date" : actual.header("date"));
        if (recorded.status() >= ERROR) {
            compare(
                    found,
                    "length",
                    String.valueOf(recorded.body().length()),
                    String.valueOf(actual.body().length()));
        }
        compare(found, "body", comparable(recorded.body()), comparable(actual.body()));
        return found;
    }

    @Override
    public String toString() {
        return "%s%n  recorded: %s%n  here:     %s".formatted(part, recorded.strip(), actual.strip());
    }

    private static void compare(List<Difference> found, String part, String recorded, String actual) {
        if (!recorded.equals(actual)) {
            found.add(new Difference(part, recorded, actual));
        }
    }

    private static boolean isDate(String text) {
        try {
            DateTimeFormatter.RFC_1123_DATE_TIME.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String comparable(String body) {
        if (body.startsWith("<")) {
            return ComparableXml.of(body);
        }
        boolean json = body.startsWith("{") && body.endsWith("}");
        return json ? JSON.writeValueAsString(masked(JSON.readValue(body, Map.class))) : body;
    }

    private static Map<String, Object> masked(Map<?, ?> document) {
        Map<String, Object> masked = new TreeMap<>();
        document.forEach((key, value) -> {
            String name = key.toString();
            if (value instanceof Map<?, ?> inner) {
                masked.put(name, masked(inner));
            } else if (COUNTERS.contains(name)) {
                masked.put(name, "a counter");
            } else if (value instanceof String text && text.matches(TIME)) {
                masked.put(name, "a time");
            } else {
                masked.put(name, value);
            }
        });
        return masked;
    }
}
