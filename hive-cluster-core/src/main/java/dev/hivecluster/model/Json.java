package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapping of all files of a cluster. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private static final JsonMapper LINES =
            MAPPER.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** The value as an indented document that ends with a line feed. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value) + "\n";
    }

    /** The value on one line, without a line feed. */
    public static String line(Object value) {
        return LINES.writeValueAsString(value);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or if what it holds is not such a value; the message names the file
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        String text = Files.readString(file);
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new IOException("%s is not a valid %s: %s".formatted(file, type.getSimpleName(), reason(e)), e);
        }
    }

    /** A tree as a value. */
    public static <T> T convert(JsonNode tree, Class<T> type) {
        return MAPPER.treeToValue(tree, type);
    }

    private static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : e.getOriginalMessage();
    }
}
