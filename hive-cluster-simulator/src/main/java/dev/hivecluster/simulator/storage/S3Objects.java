package dev.hivecluster.simulator.storage;

import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.signature.SignatureV4;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** One object at a time (recordings 170–174, 178–182, 236–237, 270–272; three nodes 018–029, 047–053, 107–118). */
final class S3Objects {
    private static final String CONTENT = "application/octet-stream";
    private static final int ETAG_DIGITS = 32;
    /** predastore does not know when an object was stored. */
    private static final String LAST_MODIFIED = "Mon, 01 Jan 0001 00:00:00 GMT";
    /** How long a read or a write takes while a node is away; measured ones vary widely. */
    private static final Duration SLOW_READ = Duration.ofSeconds(25);

    private static final Duration SLOW_WRITE = Duration.ofSeconds(10);

    private final ObjectStore store;
    private final Shards shards;

    S3Objects(ObjectStore store, Shards shards) {
        this.store = store;
        this.shards = shards;
    }

    Response answer(Request request, String bucket, String key) throws S3Error, InterruptedException {
        if (!store.hasBucket(bucket)) {
            throw S3Error.noSuchBucket();
        }
        return switch (request.method()) {
            case "GET" -> get(request, bucket, key);
            case "HEAD" ->
                Response.of(200, CONTENT, read(bucket, key).content())
                        .with("Etag", etag(bucket, key))
                        .with("Last-Modified", LAST_MODIFIED);
            case "PUT" -> Response.of(200).with("Etag", put(bucket, key, content(request)));
            case "DELETE" -> delete(bucket, key);
            default -> throw S3Error.notImplemented(request);
        };
    }

    private Response get(Request request, String bucket, String key) throws S3Error, InterruptedException {
        byte[] content = read(bucket, key).content();
        String tag = etag(bucket, key);
        Optional<ByteRange> range = request.headers().first("Range").flatMap(ByteRange::parse);
        if (range.isEmpty()) {
            return Response.of(200, CONTENT, content).with("Etag", tag);
        }
        int first = range.get().first(content.length);
        int last = range.get().last(content.length);
        if (first > last) {
            throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
        }
        return Response.of(206, CONTENT, Arrays.copyOfRange(content, first, last + 1))
                .with("Content-Range", "bytes %d-%d/%d".formatted(first, last, content.length))
                .with("Etag", tag);
    }

    private StoredObject read(String bucket, String key) throws S3Error, InterruptedException {
        StoredObject object = store.find(bucket, key).orElseThrow(S3Error::noSuchKey);
        if (!shards.isComplete()) {
            shards.waitInVain(SLOW_READ);
        }
        if (object.isBroken()) {
            throw S3Error.internal("too few parts of the object can be read");
        }
        return object;
    }

    /** While a node is away a new object is not stored, and one that was there is lost: its parts no longer agree. */
    String put(String bucket, String key, byte[] content) throws S3Error, InterruptedException {
        try {
            requireAllNodes();
        } catch (S3Error e) {
            store.spoil(bucket, key);
            throw e;
        }
        store.put(bucket, key, content);
        return etag(bucket, key);
    }

    /** @throws S3Error after a long wait, if something is to be stored while a node is away */
    void requireAllNodes() throws S3Error, InterruptedException {
        if (!shards.isComplete()) {
            shards.waitInVain(SLOW_WRITE);
            throw S3Error.internal("timeout: no recent network activity");
        }
    }

    /** What a request wants to have stored. */
    static byte[] content(Request request) throws S3Error {
        boolean encoded = request.headers().all("Content-Encoding").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(coding -> coding.strip().equals("aws-chunked"));
        return encoded ? AwsChunked.decode(request.body()) : request.body();
    }

    private Response delete(String bucket, String key) throws S3Error {
        if (!store.delete(bucket, key)) {
            throw S3Error.noSuchKey();
        }
        return Response.of(204);
    }

    /** It says where an object is, and nothing of its content. */
    private static String etag(String bucket, String key) {
        byte[] path = (bucket + "/" + key).getBytes(StandardCharsets.UTF_8);
        return SignatureV4.hash(path).substring(0, ETAG_DIGITS);
    }
}
