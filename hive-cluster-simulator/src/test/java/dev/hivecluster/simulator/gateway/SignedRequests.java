package dev.hivecluster.simulator.gateway;

import dev.hivecluster.model.Credentials;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs with the SDK's own signer, so that ours is compared with a stranger. */
public final class SignedRequests {
    private SignedRequests() {}

    /**
     * The header fields that sign a request, with the fields that were given.
     *
     * @param host the value of its field Host
     */
    public static Map<String, String> sign(
            Credentials credentials,
            String service,
            String region,
            Instant time,
            String method,
            String host,
            String target,
            Map<String, String> headers,
            String body) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(URI.create("https://" + host + target));
        headers.forEach(request::putHeader);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(
                                AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()))
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(
                                AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED,
                                !headers.containsValue("UNSIGNED-PAYLOAD"))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)));
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        SdkHttpRequest result = signed.request();
        result.forEachHeader((name, values) -> fields.put(name, String.join(",", values)));
        return fields;
    }

    /** The same as the text of an HTTP request that is the last of its connection. */
    public static String text(String method, String target, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, target));
        headers.forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).equals("content-length")) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        });
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return text.append("Connection: close\r\nContent-Length: %d\r\n\r\n%s".formatted(length, body))
                .toString();
    }
}
