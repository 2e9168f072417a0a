package dev.hivecluster.e2e.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mutants that no test notices, each with the reason why that is right. */
final class Survivors {
    private static final String RESOURCE = "survivors.txt";
    private static final String SEPARATOR = ": ";

    private Survivors() {}

    /** The reasons, by the mutants' ids. */
    static Map<String, String> read() throws IOException {
        try (InputStream resource = Survivors.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Reads the lines {@code id: reason}; those that begin with # are for people.
     *
     * @throws IllegalArgumentException if a line has no reason, or an id has two
     */
    static Map<String, String> parse(String text) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int end = line.indexOf(SEPARATOR);
            String reason =
                    end < 0 ? "" : line.substring(end + SEPARATOR.length()).strip();
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("a mutant must not survive without a reason: " + line);
            }
            if (reasons.put(line.substring(0, end), reason) != null) {
                throw new IllegalArgumentException("listed twice: " + line);
            }
        }
        return reasons;
    }
}
