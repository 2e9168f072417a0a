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
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** predastore's S3 interface, path style (hive contract, section 4.9): signatures, and reading. */
public final class S3Handler implements Handler {
    private static final String XML = "application/xml";
    private static final int MAX_KEYS = 1000;

    private final ObjectStore store;
    private final Credentials credentials;
    private final SignatureV4 signatures;
    private final String region;
    private final Clock clock;

    /**
     * @param store what it serves
     * @param credentials the one access key that may read it
     * @param region the only region that signs
     */
    public S3Handler(ObjectStore store, Credentials credentials, String region, Clock clock) {
        this.store = store;
        this.credentials = credentials;
        this.signatures = new SignatureV4(credentials);
        this.region = region;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) {
        Optional<Response> refusal = refusal(request);
        return (refusal.isPresent() ? refusal.get() : read(request))
                .with("Access-Control-Allow-Credentials", "true")
                .with("Access-Control-Allow-Headers", "*")
                .with("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,HEAD,OPTIONS")
                .with("Access-Control-Allow-Origin", "https://localhost:3000")
                .with(
                        "Access-Control-Expose-Headers",
                        "ETag, x-amz-server-side-encryption, x-amz-request-id, x-amz-version-id");
    }

    /** Every refusal is AccessDenied; only the messages differ (hive contract, section 9). */
    private Optional<Response> refusal(Request request) {
        Optional<Authorization> given = request.headers().first("Authorization").flatMap(Authorization::parse);
        Optional<String> time = request.headers().first("X-Amz-Date");
        if (given.isEmpty() || time.isEmpty()) {
            return Optional.of(error(request, 403, "AccessDenied", "Access Denied"));
        }
        Authorization authorization = given.get();
        if (!authorization.accessKey().equals(credentials.accessKeyId())) {
            return Optional.of(error(request, 403, "AccessDenied", "Invalid access key"));
        }
        if (!authorization.region().equals(region)) {
            return Optional.of(error(request, 403, "AccessDenied", "Another region signs here"));
        }
        String payloadHash =
                request.headers().first("X-Amz-Content-SHA256").orElseGet(() -> SignatureV4.hash(request.body()));
        return signatures.matches(request, authorization, time.get(), payloadHash)
                ? Optional.empty()
                : Optional.of(error(request, 403, "AccessDenied", "The request signature does not match"));
    }

    private Response read(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads) {
            return error(request, 405, "MethodNotAllowed", "This storage can only be read");
        }
        String path = URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.UTF_8);
        int slash = path.indexOf('/', 1);
        String bucket = path.substring(1, slash < 0 ? path.length() : slash);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        if (bucket.isEmpty()) {
            return Response.of(200, XML, listBuckets());
        }
        if (!store.hasBucket(bucket)) {
            return error(request, 404, "NoSuchBucket", "The specified bucket does not exist");
        }
        if (key.isEmpty()) {
            return Response.of(200, XML, listObjects(bucket, request.query()));
        }
        return store.get(bucket, key)
                .map(content -> Response.of(200, "application/octet-stream", content))
                .orElseGet(() -> error(request, 404, "NoSuchKey", "The specified key does not exist"));
    }

    private String listBuckets() {
        StringBuilder xml = new StringBuilder("<ListAllMyBucketsResult><Owner><ID>")
                .append(credentials.accessKeyId())
                .append("</ID></Owner><Buckets>");
        for (String bucket : store.buckets()) {
            xml.append("<Bucket><Name>")
                    .append(escaped(bucket))
                    .append("</Name><CreationDate>")
                    .append(clock.instant())
                    .append("</CreationDate></Bucket>");
        }
        return xml.append("</Buckets></ListAllMyBucketsResult>").toString();
    }

    private String listObjects(String bucket, String query) {
        String prefix = parameter(query, "prefix");
        String delimiter = parameter(query, "delimiter");
        TreeSet<String> prefixes = new TreeSet<>();
        StringBuilder contents = new StringBuilder();
        int count = 0;
        List<String> keys = store.keys(bucket, prefix);
        for (String key : keys) {
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (end >= 0) {
                prefixes.add(key.substring(0, end + delimiter.length()));
            } else if (count < MAX_KEYS) {
                count++;
                int size = store.get(bucket, key).map(content -> content.length).orElse(0);
                contents.append("<Contents><Key>")
                        .append(escaped(key))
                        .append("</Key><LastModified>")
                        .append(clock.instant())
                        .append("</LastModified><ETag></ETag><Size>")
                        .append(size)
                        .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
            }
        }
        StringBuilder xml = new StringBuilder(
                "<ListBucketResult><Name>%s</Name><Prefix>%s</Prefix>".formatted(escaped(bucket), escaped(prefix)));
        xml.append("<KeyCount>%d</KeyCount><MaxKeys>%d</MaxKeys><IsTruncated>%s</IsTruncated>"
                        .formatted(count, MAX_KEYS, keys.size() > count + prefixes.size() && count == MAX_KEYS))
                .append(contents);
        for (String common : prefixes) {
            xml.append("<CommonPrefixes><Prefix>").append(escaped(common)).append("</Prefix></CommonPrefixes>");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private static String parameter(String query, String name) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static Response error(Request request, int status, String code, String message) {
        String xml = "<Error><Code>%s</Code><Message>%s</Message><BucketName></BucketName><RequestId>%s</RequestId>"
                        .formatted(code, escaped(message), UUID.randomUUID())
                + "<HostId>%s</HostId></Error>"
                        .formatted(escaped(request.headers().first("Host").orElse("")));
        return Response.of(status, XML, xml);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
