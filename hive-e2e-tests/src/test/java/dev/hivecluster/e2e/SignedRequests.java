package dev.hivecluster.e2e;

import dev.hivecluster.lifecycle.Cluster;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests that no typed client would send: to the gateway of any node, and for actions that do not exist. */
final class SignedRequests {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    /** The client's own: a signed request must not have two of them. */
    private static final Set<String> NOT_REPEATED = Set.of("host", "content-type", "content-length");

    private final RequestSpecification specification;
    private final AwsCredentialsIdentity credentials;
    private final String region;

    /** @param specification trusts the cluster's CA */
    SignedRequests(RequestSpecification specification, Cluster cluster) {
        this.specification = specification;
        this.credentials = AwsCredentialsIdentity.create(
                cluster.credentials().accessKeyId(), cluster.credentials().secretAccessKey());
        this.region = cluster.spec().region();
    }

    /** An EC2 action without parameters, signed, at a gateway. */
    Response action(URI gateway, String action) {
        String body = body(action);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(gateway.resolve("/"))
                .putHeader("Content-Type", FORM)
                .build();
        ContentStreamProvider payload = () -> new ByteArrayInputStream(bytes);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        Map<String, List<String>> headers = new TreeMap<>(signed.request().headers());
        headers.keySet().removeIf(name -> NOT_REPEATED.contains(name.toLowerCase(Locale.ROOT)));
        RequestSpecification sent =
                RestAssured.given(specification).contentType(FORM).body(body);
        headers.forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
        return sent.post(gateway.resolve("/"));
    }

    /** The same without a signature. */
    Response unsigned(URI gateway, String action) {
        return RestAssured.given(specification)
                .contentType(FORM)
                .body(body(action))
                .post(gateway.resolve("/"));
    }

    private static String body(String action) {
        return "Action=" + action + "&Version=2016-11-15";
    }
}
