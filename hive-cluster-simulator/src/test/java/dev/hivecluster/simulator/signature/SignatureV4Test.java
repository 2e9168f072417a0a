package dev.hivecluster.simulator.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.http.Handler;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureV4Test {
    private static final Credentials CREDENTIALS =
            new Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final Instant TIME = Instant.parse("2026-11-23T14:19:01Z");

    /** What a server reads of a request that the SDK has signed. */
    private static Request signed(String method, String target, Map<String, String> headers, String body)
            throws Exception {
        AtomicReference<@Nullable Request> seen = new AtomicReference<>();
        Handler remember = request -> {
            seen.set(request);
            return Response.of(200);
        };
        try (HttpServer server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, "sig", Clock.systemUTC(), remember)) {
            Map<String, String> fields = SignedRequests.sign(
                    CREDENTIALS, "ec2", "eu-north-1", TIME, method, "localhost:9999", target, headers, body);
            RawClient.exchange(server.address(), null, SignedRequests.text(method, target, fields, body));
        }
        return Objects.requireNonNull(seen.get());
    }

    private static boolean matches(Request request, Credentials credentials) {
        Authorization authorization = Authorization.parse(
                        request.headers().first("Authorization").orElseThrow())
                .orElseThrow();
        return new SignatureV4(credentials)
                .matches(
                        request,
                        authorization,
                        request.headers().first("X-Amz-Date").orElseThrow(),
                        SignatureV4.hash(request.body()));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /",
        "GET, /?Action=DescribeRegions&Version=2016-11-15",
        "GET, /?b=2&a=1&a=0&empty=",
        "GET, /?a=%20%2F%C3%A4&b=a%2Bb",
        "GET, /some/path",
        "GET, /predastore/a%20b/%C3%A4.txt",
        "PUT, /predastore/key~-._",
    })
    void what_the_sdk_has_signed_matches(String method, String target) throws Exception {
        Request request = signed(method, target, Map.of(), method.equals("GET") ? "" : "Action=Ä&b=c");
        assertThat(matches(request, CREDENTIALS)).isTrue();
        assertThat(matches(request, new Credentials("AKIDEXAMPLE", "another"))).isFalse();
    }

    @Test
    void values_of_header_fields_are_trimmed_and_their_spaces_folded() throws Exception {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-amz-thing", "a  b   c");
        assertThat(matches(signed("POST", "/", headers, "x"), CREDENTIALS)).isTrue();
    }

    @Test
    void another_body_method_or_path_does_not_match() throws Exception {
        Request request = signed("POST", "/", Map.of(), "Action=DescribeRegions");
        byte[] other = "Action=DescribeRegionz".getBytes(StandardCharsets.UTF_8);
        assertThat(matches(new Request("POST", "/", request.headers(), other), CREDENTIALS))
                .isFalse();
        assertThat(matches(new Request("PUT", "/", request.headers(), request.body()), CREDENTIALS))
                .isFalse();
        assertThat(matches(new Request("POST", "/a", request.headers(), request.body()), CREDENTIALS))
                .isFalse();
        assertThat(matches(new Request("POST", "/?a=%zz", request.headers(), request.body()), CREDENTIALS))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer abc",
                "AWS4-HMAC-SHA256 Credential=AK/20261123/r/ec2/aws4_request, SignedHeaders=host",
                "AWS4-HMAC-SHA256 Credential=AK/20261123/r/ec2/aws4_request,SignedHeaders=host,Signature=0",
                "AWS4-HMAC-SHA256 Credential=AK/20261123/r/ec2/aws4_request, SignedHeaders=host Signature=0",
                "AWS4-HMAC-SHA256 Credential=AK/20261123/ec2/aws4_request, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 Credential=AK/20261123/r/ec2/aws5, SignedHeaders=host, Signature=0",
                "AWS4-HMAC-SHA256 SignedHeaders=host, Credential=AK/20261123/r/ec2/aws4_request, Signature=0",
            })
    void another_form_of_the_header_field_is_none(String header) {
        assertThat(Authorization.parse(header)).isEmpty();
    }

    @Test
    void the_one_form_is_taken_apart() {
        assertThat(Authorization.parse("AWS4-HMAC-SHA256 Credential=AK/20261123/r/ec2/aws4_request, "
                        + "SignedHeaders=content-type;host, Signature=ab"))
                .contains(new Authorization("AK", "20261123", "r", "ec2", List.of("content-type", "host"), "ab"));
    }
}
