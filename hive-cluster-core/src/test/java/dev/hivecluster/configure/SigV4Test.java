package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigV4Test {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final byte[] BODY =
            "Action=DescribeInstanceTypes&Version=2016-11-15".getBytes(StandardCharsets.UTF_8);

    private final SigV4 signer =
            new SigV4(new Credentials(FakeCluster.ACCESS_KEY, FakeCluster.SECRET_KEY), "ap-southeast-2", "ec2");

    /** The expected signature is that of botocore 1.43.11 for the same request. */
    @Test
    void a_request_is_signed_as_aws_own_client_signs_it() {
        Map<String, String> headers =
                signer.headers(URI.create("https://127.0.0.1:9999"), FORM, BODY, Instant.parse("2026-11-24T10:00:00Z"));

        assertThat(headers)
                .containsEntry("X-Amz-Date", "20261124T100000Z")
                .containsEntry("Content-Type", FORM)
                .containsEntry(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIATESTTESTTESTTEST/20261124/ap-southeast-2/ec2/aws4_request, "
                                + "SignedHeaders=content-type;host;x-amz-date, "
                                + "Signature=76aa45209d9b88891cb56cf588c0ff73dfd2ed339026fcf4897e84bcbf70dd09");
    }

    @Test
    void another_body_has_another_signature() {
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        URI uri = URI.create("https://127.0.0.1:9999");

        assertThat(signer.headers(uri, FORM, new byte[] {1}, now).get("Authorization"))
                .isNotEqualTo(signer.headers(uri, FORM, BODY, now).get("Authorization"));
    }
}
