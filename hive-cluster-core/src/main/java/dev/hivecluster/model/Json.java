package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
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
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException("%s is not text in UTF-8".formatted(file), e);
        }
        return parse(file.toString(), text, type);
    }

    /**
     * Reads a text.
     *
     * @param source where the text comes from, for error messages
     * @throws IOException if it is not such a value; the message names the source
     */
    public static <T> T parse(String source, String text, Class<T> type) throws IOException {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new IOException("%s is not a valid %s: it is null".formatted(source, type.getSimpleName()));
            }
            return value;
        } catch (JacksonException e) {
            throw new IOException("%s is not a valid %s: %s".formatted(source, type.getSimpleName(), reason(e)), e);
        }
    }

    private static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        String problem = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : e.getOriginalMessage();
        String place = place(e);
        return place.isEmpty() ? problem : place + ": " + problem;
    }

    /** Where in the document, such as {@code nodes[1].management}. */
    private static String place(JacksonException e) {
        StringBuilder place = new StringBuilder();
        for (JacksonException.Reference part : e.getPath()) {
            if (part.getPropertyName() == null) {
                place.append('[').append(part.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(part.getPropertyName());
            }
        }
        return place.toString();
    }
}
