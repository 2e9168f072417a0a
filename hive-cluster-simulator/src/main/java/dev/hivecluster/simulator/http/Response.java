package dev.hivecluster.simulator.http;

import dev.hivecluster.simulator.http.Headers.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer; {@code Date} and {@code Content-Length} are added when it is sent. */
public final class Response {
    /** No answer: the connection ends. */
    public static final Response CONNECTION_DROPPED = new Response(0, List.of(), new byte[0]);

    private final int status;
    private final List<Field> fields;
    private final byte[] body;

    private Response(int status, List<Field> fields, byte[] body) {
        this.status = status;
        this.fields = fields;
        this.body = body;
    }

    /** An answer without a body. */
    public static Response of(int status) {
        return new Response(status, List.of(), new byte[0]);
    }

    /** An answer with a text. */
    public static Response of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer with a body. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Field("Content-Type", contentType)), body);
    }

    /** The same with one more header field. */
    public Response with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Response(status, more, body);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The header fields in the order in which they are sent. */
    public Headers headers() {
        return new Headers(fields);
    }

    /** The content's length in bytes. */
    public int length() {
        return body.length;
    }

    /** The content as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    List<Field> fields() {
        return fields;
    }

    byte[] body() {
        return body;
    }
}
