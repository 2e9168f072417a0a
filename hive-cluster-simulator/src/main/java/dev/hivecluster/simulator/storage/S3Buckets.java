package dev.hivecluster.simulator.storage;

import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Buckets, and the objects in them (recordings 165–169, 175–177, 183, 184). */
final class S3Buckets {
    static final String XML = "application/xml";

    private static final int MAX_KEYS = 1000;
    private static final Pattern LOCATION = Pattern.compile("<LocationConstraint>([^<]+)</LocationConstraint>");

    private final ObjectStore store;
    private final String owner;
    private final String region;
    private final Clock clock;

    S3Buckets(ObjectStore store, String owner, String region, Clock clock) {
        this.store = store;
        this.owner = owner;
        this.region = region;
        this.clock = clock;
    }

    /** @param bucket its name; empty for all */
    Response answer(Request request, String bucket) throws S3Error {
        if (bucket.isEmpty() && request.method().equals("GET")) {
            return Response.of(200, XML, listBuckets());
        }
        if (!bucket.isEmpty() && request.method().equals("PUT")) {
            return create(bucket, new String(request.body(), StandardCharsets.UTF_8));
        }
        if (!store.hasBucket(bucket)) {
            throw S3Error.noSuchBucket();
        }
        return switch (request.method()) {
            case "GET" -> Response.of(200, XML, listObjects(bucket, request));
            case "HEAD" -> Response.of(200).with("X-Amz-Bucket-Region", region);
            case "DELETE" -> delete(bucket);
            default -> throw S3Error.notImplemented(request);
        };
    }

    private Response create(String bucket, String body) {
        store.createBucket(bucket);
        Matcher location = LOCATION.matcher(body);
        return Response.of(200)
                .with(
                        "Location",
                        "http://%s.s3.%s.amazonaws.com/"
                                .formatted(bucket, location.find() ? location.group(1) : region));
    }

    private Response delete(String bucket) throws S3Error {
        if (!store.deleteBucket(bucket)) {
            throw new S3Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        return Response.of(204);
    }

    private String listBuckets() {
        StringBuilder xml = new StringBuilder("<ListAllMyBucketsResult><Owner><ID>")
                .append(owner)
                .append("</ID><DisplayName>")
                .append(owner)
                .append("</DisplayName></Owner><Buckets>");
        for (String bucket : store.buckets()) {
            xml.append("<Bucket><CreationDate>")
                    .append(clock.instant())
                    .append("</CreationDate><Name>")
                    .append(S3Error.escaped(bucket))
                    .append("</Name></Bucket>");
        }
        return xml.append("</Buckets></ListAllMyBucketsResult>").toString();
    }

    /** All of them at once, however many there are: predastore never truncates, and every question is this one. */
    private String listObjects(String bucket, Request request) {
        String prefix = request.parameter("prefix").orElse("");
        String delimiter = request.parameter("delimiter").orElse("");
        TreeSet<String> prefixes = new TreeSet<>();
        StringBuilder contents = new StringBuilder();
        int count = 0;
        for (String key : store.keys(bucket, prefix)) {
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (end >= 0) {
                prefixes.add(key.substring(0, end + delimiter.length()));
            } else {
                count++;
                int size = store.find(bucket, key).map(StoredObject::length).orElse(0);
                contents.append("<Contents><Key>")
                        .append(S3Error.escaped(key))
                        .append("</Key><LastModified>")
                        .append(clock.instant())
                        .append("</LastModified><ETag></ETag><Size>")
                        .append(size)
                        .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
            }
        }
        StringBuilder xml = new StringBuilder("<ListBucketResult><Name>%s</Name><Prefix>%s</Prefix>"
                .formatted(S3Error.escaped(bucket), S3Error.escaped(prefix)));
        xml.append("<KeyCount>%d</KeyCount><MaxKeys>%d</MaxKeys><IsTruncated>false</IsTruncated>"
                        .formatted(count, MAX_KEYS))
                .append(contents);
        for (String common : prefixes) {
            xml.append("<CommonPrefixes><Prefix>")
                    .append(S3Error.escaped(common))
                    .append("</Prefix></CommonPrefixes>");
        }
        return xml.append("</ListBucketResult>").toString();
    }
}
