package dev.hivecluster.simulator.formation;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Formation's JSON as Go's encoder writes and its decoder reads it. */
final class Wire {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Wire() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
    }

    /**
     * Reads an object; {@code null} is one without fields, as in Go.
     *
     * @throws tools.jackson.core.JacksonException if the text is no such value
     */
    static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text.strip().equals("null") ? "{}" : text, type);
    }
}
