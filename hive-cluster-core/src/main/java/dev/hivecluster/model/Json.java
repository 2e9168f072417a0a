package dev.hivecluster.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

    /** The value, an object, on one line without a line feed; before its own fields come the given ones. */
    public static String line(Map<String, String> before, Object value) {
        ObjectNode line = LINES.createObjectNode();
        before.forEach(line::put);
        line.setAll(LINES.<ObjectNode>valueToTree(value));
        return line.toString();
    }

    /**
     * Reads a file.
     *
     * @throws MalformedJsonException if what it holds is not such a value
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException(file.toString(), "it is not text in UTF-8");
        }
        return parse(file.toString(), text, type);
    }

    /**
     * Reads a text.
     *
     * @param source where the text comes from, for error messages
     * @throws MalformedJsonException if it is not such a value
     */
    public static <T> T parse(String source, String text, Class<T> type) throws MalformedJsonException {
        if (text.isBlank()) {
            throw new MalformedJsonException(source, "it is empty");
        }
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new MalformedJsonException(source, "it is null");
            }
            return value;
        } catch (JacksonException e) {
            throw MalformedJsonException.of(source, e);
        }
    }
}
