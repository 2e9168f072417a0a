package dev.hivecluster.simulator.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The content encoding {@code aws-chunked}: chunks with their lengths, and checksums after the last one, which predastore
 * does not compare. It lies within HTTP's own chunks; a client that sends only one of the two is refused.
 */
final class AwsChunked {
    private final byte[] body;
    private int next;

    private AwsChunked(byte[] body) {
        this.body = body;
    }

    /** @throws S3Error {@code InternalError}, if a body is not encoded so */
    static byte[] decode(byte[] body) throws S3Error {
        return new AwsChunked(body).decode();
    }

    private byte[] decode() throws S3Error {
        ByteArrayOutputStream content = new ByteArrayOutputStream(body.length);
        while (true) {
            int size = size(line("chunk header"));
            if (size == 0) {
                break;
            }
            if (size > body.length - next) {
                throw S3Error.internal("a chunk is shorter than its header says");
            }
            content.write(body, next, size);
            next += size;
            if (!line("chunk end").isEmpty()) {
                throw S3Error.internal("a chunk is longer than its header says");
            }
        }
        String trailer;
        do {
            trailer = line("trailer line");
        } while (!trailer.isEmpty());
        return content.toByteArray();
    }

    private static int size(String header) throws S3Error {
        int extension = header.indexOf(';');
        String digits = (extension < 0 ? header : header.substring(0, extension)).strip();
        try {
            int size = Integer.parseInt(digits, 16);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw S3Error.internal("invalid chunk size: " + digits);
        }
        throw S3Error.internal("invalid chunk size: " + digits);
    }

    private String line(String what) throws S3Error {
        int end = next;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        if (end == body.length) {
            throw S3Error.internal("failed to read %s: EOF".formatted(what));
        }
        String line = new String(body, next, end - next, StandardCharsets.ISO_8859_1);
        next = end + 1;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
