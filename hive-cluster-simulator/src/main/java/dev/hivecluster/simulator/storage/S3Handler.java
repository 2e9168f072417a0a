package dev.hivecluster.simulator.storage;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.http.Handler;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.signature.Authorization;
import dev.hivecluster.simulator.signature.SignatureV4;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** predastore's S3 interface, path style (hive contract, sections 4.9 and 9): the signature comes first, then the path. */
public final class S3Handler implements Handler {
    private static final Set<String> NOT_HASHED = Set.of("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");

    private final Credentials credentials;
    private final SignatureV4 signatures;
    private final String region;
    private final S3Buckets buckets;
    private final S3Objects objects;
    private final S3Uploads uploads;

    /**
     * @param store what it serves
     * @param shards the nodes that the objects' parts lie on
     * @param credentials the one access key that may call
     * @param region the only region that signs
     */
    public S3Handler(ObjectStore store, Shards shards, Credentials credentials, String region, Clock clock) {
        this.credentials = credentials;
        this.signatures = new SignatureV4(credentials);
        this.region = region;
        this.buckets = new S3Buckets(store, credentials.accessKeyId(), region, clock);
        this.objects = new S3Objects(store, shards);
        this.uploads = new S3Uploads(store, objects);
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        return answer(request)
                .with("Access-Control-Allow-Credentials", "true")
                .with("Access-Control-Allow-Headers", "*")
                .with("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,HEAD,OPTIONS")
                .with("Access-Control-Allow-Origin", "https://localhost:3000")
                .with(
                        "Access-Control-Expose-Headers",
                        "ETag, x-amz-server-side-encryption, x-amz-request-id, x-amz-version-id");
    }

    private Response answer(Request request) throws InterruptedException {
        if (request.method().equals("OPTIONS")) {
            return Response.of(200);
        }
        Optional<S3Error> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refusal.get().response(request);
        }
        String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        int slash = path.indexOf('/', 1);
        String bucket = path.substring(1, slash < 0 ? path.length() : slash);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        try {
            if (key.isEmpty()) {
                return buckets.answer(request, bucket);
            }
            return S3Uploads.isMeant(request)
                    ? uploads.answer(request, bucket, key)
                    : objects.answer(request, bucket, key);
        } catch (S3Error e) {
            return e.response(request);
        }
    }

    /** Every refusal is AccessDenied; only the messages differ. Another region is another signature. */
    private Optional<S3Error> refusal(Request request) {
        Optional<Authorization> given = request.headers().first("Authorization").flatMap(Authorization::parse);
        Optional<String> time = request.headers().first("X-Amz-Date");
        if (given.isEmpty() || time.isEmpty()) {
            return Optional.of(S3Error.accessDenied("Access Denied"));
        }
        Authorization authorization = given.get();
        if (!authorization.accessKey().equals(credentials.accessKeyId())) {
            return Optional.of(S3Error.accessDenied("Invalid access key"));
        }
        String payload = request.headers()
                .first("X-Amz-Content-SHA256")
                .filter(NOT_HASHED::contains)
                .orElseGet(() -> SignatureV4.hash(request.body()));
        return authorization.region().equals(region) && signatures.matches(request, authorization, time.get(), payload)
                ? Optional.empty()
                : Optional.of(S3Error.accessDenied("The request signature does not match"));
    }
}
