package dev.hivecluster.simulator.storage;

import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import java.util.UUID;

/** What S3 answers instead of doing something. */
final class S3Error extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;

    S3Error(int status, String code, String text) {
        super(code + ": " + text);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    static S3Error accessDenied(String text) {
        return new S3Error(403, "AccessDenied", text);
    }

    static S3Error noSuchBucket() {
        return new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
    }

    static S3Error noSuchKey() {
        return new S3Error(404, "NoSuchKey", "The specified key does not exist");
    }

    static S3Error noSuchUpload() {
        return new S3Error(404, "NoSuchUpload", "The specified multipart upload does not exist");
    }

    static S3Error internal(String text) {
        return new S3Error(500, "InternalError", text);
    }

    static S3Error notImplemented(Request request) {
        return new S3Error(501, "NotImplemented", "The simulated storage does not do " + request);
    }

    Response response(Request request) {
        String xml = "<Error><Code>%s</Code><Message>%s</Message><BucketName></BucketName><RequestId>%s</RequestId>"
                        .formatted(code, escaped(text), UUID.randomUUID())
                + "<HostId>%s</HostId></Error>"
                        .formatted(escaped(request.headers().first("Host").orElse("")));
        return Response.of(status, S3Buckets.XML, xml);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
