package dev.hivecluster.simulator.storage;

import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.storage.Upload.ListedPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Uploads in parts, as clients make them of large objects (hive contract, section 4.9). */
final class S3Uploads {
    private static final String ID = "uploadId";
    private static final int MOST_PARTS = 10_000;
    private static final Pattern PART = Pattern.compile("<Part>(.*?)</Part>", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("<PartNumber>\\s*(\\d{1,5})\\s*</PartNumber>");
    private static final Pattern TAG =
            Pattern.compile("<ETag>\\s*(?:\"|&quot;|&#34;)?([0-9a-f]+)(?:\"|&quot;|&#34;)?\\s*</ETag>");

    private final ObjectStore store;
    private final S3Objects objects;

    S3Uploads(ObjectStore store, S3Objects objects) {
        this.store = store;
        this.objects = objects;
    }

    /** Whether a request for an object is about an upload of it in parts. */
    static boolean isMeant(Request request) {
        return request.parameter("uploads").isPresent() || request.parameter(ID).isPresent();
    }

    Response answer(Request request, String bucket, String key) throws S3Error, InterruptedException {
        if (!store.hasBucket(bucket)) {
            throw S3Error.noSuchBucket();
        }
        if (request.method().equals("POST") && request.parameter("uploads").isPresent()) {
            return begin(bucket, key);
        }
        String id = request.parameter(ID).orElseThrow(() -> S3Error.notImplemented(request));
        Upload upload = store.upload(id, bucket, key).orElseThrow(S3Error::noSuchUpload);
        return switch (request.method()) {
            case "PUT" -> put(request, upload);
            case "POST" -> complete(request, id, upload, bucket, key);
            case "DELETE" -> {
                store.endUpload(id);
                yield Response.of(204);
            }
            default -> throw S3Error.notImplemented(request);
        };
    }

    private Response begin(String bucket, String key) {
        return Response.of(
                200,
                S3Buckets.XML,
                "<InitiateMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
                        .formatted(S3Error.escaped(bucket), S3Error.escaped(key), store.beginUpload(bucket, key)));
    }

    private Response put(Request request, Upload upload) throws S3Error, InterruptedException {
        byte[] content = S3Objects.content(request);
        objects.requireAllNodes();
        return Response.of(200).with("Etag", upload.put(number(request), content));
    }

    private static int number(Request request) throws S3Error {
        String given = request.parameter("partNumber").orElse("");
        int number = given.matches("\\d{1,5}") ? Integer.parseInt(given) : 0;
        if (number < 1 || number > MOST_PARTS) {
            throw new S3Error(400, "InvalidArgument", "Part number must be an integer between 1 and " + MOST_PARTS);
        }
        return number;
    }

    private Response complete(Request request, String id, Upload upload, String bucket, String key)
            throws S3Error, InterruptedException {
        byte[] content = upload.whole(listed(new String(request.body(), StandardCharsets.UTF_8)));
        String tag = objects.put(bucket, key, content);
        store.endUpload(id);
        return Response.of(
                200,
                S3Buckets.XML,
                "<CompleteMultipartUploadResult><Location>/%1$s/%2$s</Location><Bucket>%1$s</Bucket><Key>%2$s</Key><ETag>%3$s</ETag></CompleteMultipartUploadResult>"
                        .formatted(S3Error.escaped(bucket), S3Error.escaped(key), tag));
    }

    private static List<ListedPart> listed(String xml) throws S3Error {
        List<ListedPart> parts = new ArrayList<>();
        for (MatchResult part : PART.matcher(xml).results().toList()) {
            parts.add(new ListedPart(Integer.parseInt(first(NUMBER, part.group(1))), first(TAG, part.group(1))));
        }
        if (parts.isEmpty()) {
            throw malformed();
        }
        return parts;
    }

    private static String first(Pattern pattern, String xml) throws S3Error {
        return pattern.matcher(xml)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow(S3Uploads::malformed);
    }

    private static S3Error malformed() {
        return new S3Error(400, "MalformedXML", "The XML you provided was not well-formed");
    }
}
