package dev.hivecluster.simulator.http;

import dev.hivecluster.simulator.http.Headers.Field;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads requests from one connection, one after another (RFC 9112). */
final class RequestReader {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[8192];
    private int next;
    private int end;
    private boolean keepAlive;
    private int headLength;

    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Whether the client wants to send another request after the last one that was read. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** The next request; nothing if the client has ended the connection instead. */
    Optional<Request> read() throws IOException, MalformedRequestException {
        headLength = 0;
        keepAlive = false;
        if (next == end && !fill()) {
            return Optional.empty();
        }
        String line = line();
        while (line.isEmpty()) {
            line = line();
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[2].startsWith("HTTP/1.")) {
            throw new MalformedRequestException(400, "not a request line of HTTP/1");
        }
        List<Field> fields = new ArrayList<>();
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MalformedRequestException(400, "not a header field");
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        Headers headers = new Headers(fields);
        byte[] body = body(headers);
        String connection = headers.first("Connection").orElse("");
        keepAlive = parts[2].equals("HTTP/1.0")
                ? connection.equalsIgnoreCase("keep-alive")
                : !connection.equalsIgnoreCase("close");
        return Optional.of(new Request(parts[0], parts[1], headers, body));
    }

    private byte[] body(Headers headers) throws IOException, MalformedRequestException {
        boolean chunked = headers.first("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked");
        Optional<String> length = headers.first("Content-Length");
        if (!chunked && (length.isEmpty() || length.get().equals("0"))) {
            return new byte[0];
        }
        if (headers.first("Expect").orElse("").equalsIgnoreCase("100-continue")) {
            out.write(CONTINUE);
            out.flush();
        }
        return chunked ? chunks() : bytes(number(length.orElseThrow(), 10));
    }

    private byte[] chunks() throws IOException, MalformedRequestException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headLength = 0;
            String line = line();
            int extension = line.indexOf(';');
            int size = number(extension < 0 ? line : line.substring(0, extension), 16);
            if (size == 0) {
                break;
            }
            if (body.size() + size > LARGEST_BODY) {
                throw new MalformedRequestException(413, "too much content");
            }
            body.writeBytes(bytes(size));
            line();
        }
        while (!line().isEmpty()) {
            // Trailers carry nothing that the simulated services look at.
            headLength++;
        }
        return body.toByteArray();
    }

    private static int number(String digits, int radix) throws MalformedRequestException {
        try {
            int number = Integer.parseInt(digits.strip(), radix);
            if (number >= 0 && number <= LARGEST_BODY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new MalformedRequestException(400, "not a length: " + digits);
        }
        throw new MalformedRequestException(413, "too much content: " + digits);
    }

    private byte[] bytes(int length) throws IOException {
        byte[] body = new byte[length];
        int buffered = Math.min(length, end - next);
        System.arraycopy(buffer, next, body, 0, buffered);
        next += buffered;
        if (in.readNBytes(body, buffered, length - buffered) < length - buffered) {
            throw new EOFException("the connection ended within a body");
        }
        return body;
    }

    private String line() throws IOException, MalformedRequestException {
        int scanned = next;
        StringBuilder begun = null;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    String part = text(next, i);
                    next = i + 1;
                    String whole = begun == null ? part : begun.append(part).toString();
                    return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
                }
            }
            begun = (begun == null ? new StringBuilder() : begun).append(text(next, end));
            if (!fill()) {
                throw new EOFException("the connection ended within a request");
            }
            scanned = next;
        }
    }

    private String text(int from, int to) throws MalformedRequestException {
        headLength += to - from;
        if (headLength > LONGEST_HEAD) {
            throw new MalformedRequestException(431, "too many header fields");
        }
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
