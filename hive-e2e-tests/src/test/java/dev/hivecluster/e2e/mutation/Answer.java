package dev.hivecluster.e2e.mutation;

import dev.hivecluster.simulator.http.Headers.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a service answers.
 *
 * @param fields the header fields, without those that frame the body
 */
record Answer(int status, List<Field> fields, String body) {
    private static final int FIRST_ERROR = 400;

    Answer {
        fields = List.copyOf(fields);
    }

    boolean isError() {
        return status >= FIRST_ERROR;
    }

    Answer withBody(String other) {
        return new Answer(status, fields, other);
    }

    /** An answer of Hive's gateway to an action. */
    static Answer success(String action, String content) {
        return new Answer(
                200,
                List.of(new Field("Content-Type", "application/octet-stream")),
                "<%1$sResponse>%2$s</%1$sResponse>".formatted(action, content));
    }

    /** A refusal of Hive's gateway (hive contract, section 4.3). */
    static Answer refusal(int status, String code) {
        return new Answer(
                status,
                List.of(new Field("Content-Type", "application/xml")),
                "<Response><Errors><Error><Code>%s</Code><Message></Message></Error></Errors></Response>"
                        .formatted(code));
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
