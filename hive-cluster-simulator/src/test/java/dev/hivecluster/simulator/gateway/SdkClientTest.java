package dev.hivecluster.simulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.simulator.FormedHive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The AWS SDK against a cluster of three, over TLS that trusts the cluster's CA alone. */
class SdkClientTest {
    @TempDir
    static Path directory;

    private static FormedHive hive;
    private static SdkHttpClient http;

    @BeforeAll
    static void three_nodes_are_ready() throws Exception {
        hive = new FormedHive(3, directory).startEverywhere("nats", "predastore", "hive", "awsgw");
        http = UrlConnectionHttpClient.builder()
                .tlsTrustManagersProvider(hive::trustManagers)
                .build();
        try (Ec2Client ec2 = client(3, FormedHive.CREDENTIALS.secretAccessKey())) {
            await().until(() -> ec2.describeInstanceTypes(request -> {}).hasInstanceTypes());
        }
    }

    @AfterAll
    static void the_nodes_end() {
        http.close();
        hive.close();
    }

    private static Ec2Client client(int node, String secret) {
        return client(node, secret, http);
    }

    private static Ec2Client client(int node, String secret, SdkHttpClient http) {
        return Ec2Client.builder()
                .endpointOverride(URI.create("https://" + hive.host(node).address() + ":9999"))
                .region(Region.of("ap-southeast-2"))
                .httpClient(http)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(FormedHive.CREDENTIALS.accessKeyId(), secret)))
                .build();
    }

    @Test
    void a_key_pair_is_known_through_every_gateway() {
        List<Ec2Client> gateways = List.of(1, 2, 3).stream()
                .map(node -> client(node, FormedHive.CREDENTIALS.secretAccessKey()))
                .toList();
        gateways.get(0).createKeyPair(request -> request.keyName("shared"));
        for (Ec2Client gateway : gateways) {
            assertThat(gateway.describeKeyPairs().keyPairs())
                    .extracting(KeyPairInfo::keyName)
                    .contains("shared");
        }
        gateways.get(2).deleteKeyPair(request -> request.keyName("shared"));
        assertThat(gateways.get(1)
                        .describeKeyPairs(request -> request.keyNames("shared"))
                        .keyPairs())
                .isEmpty();
        gateways.forEach(Ec2Client::close);
    }

    @Test
    void an_upload_with_the_sdks_default_checksums_is_read_through_every_storage() {
        try (S3Client first = storage(1);
                S3Client third = storage(3)) {
            first.putObject(request -> request.bucket("predastore").key("lab/a b+ä"), RequestBody.fromString("hello"));
            assertThat(third.getObjectAsBytes(request -> request.bucket("predastore")
                                    .key("lab/a b+ä")
                                    .range("bytes=1-3"))
                            .asUtf8String())
                    .isEqualTo("ell");
            assertThat(third.listObjectsV2(
                                    request -> request.bucket("predastore").prefix("lab/"))
                            .contents())
                    .extracting(S3Object::key, S3Object::size)
                    .containsExactly(tuple("lab/a b+ä", 5L));
            third.deleteObject(request -> request.bucket("predastore").key("lab/a b+ä"));
            assertThatThrownBy(() -> first.headObject(
                            request -> request.bucket("predastore").key("lab/a b+ä")))
                    .isInstanceOf(NoSuchKeyException.class);
        }
    }

    @Test
    void a_large_object_is_uploaded_in_parts_through_several_nodes() {
        try (S3Client first = storage(1);
                S3Client third = storage(3)) {
            String upload = first.createMultipartUpload(
                            request -> request.bucket("predastore").key("lab/large"))
                    .uploadId();
            List<CompletedPart> parts =
                    List.of(uploaded(third, upload, 1, "the first part, "), uploaded(first, upload, 2, "the second"));

            third.completeMultipartUpload(request -> request.bucket("predastore")
                    .key("lab/large")
                    .uploadId(upload)
                    .multipartUpload(multipart -> multipart.parts(parts)));

            assertThat(first.getObjectAsBytes(
                                    request -> request.bucket("predastore").key("lab/large"))
                            .asUtf8String())
                    .isEqualTo("the first part, the second");
            first.deleteObject(request -> request.bucket("predastore").key("lab/large"));
        }
    }

    private static CompletedPart uploaded(S3Client client, String upload, int number, String content) {
        String tag = client.uploadPart(
                        request -> request.bucket("predastore")
                                .key("lab/large")
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromString(content))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private static S3Client storage(int node) {
        return S3Client.builder()
                .endpointOverride(URI.create("https://" + hive.host(node).address() + ":8443"))
                .region(Region.of("ap-southeast-2"))
                .forcePathStyle(true)
                .httpClient(http)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        FormedHive.CREDENTIALS.accessKeyId(), FormedHive.CREDENTIALS.secretAccessKey())))
                .build();
    }

    @Test
    void an_error_arrives_with_code_status_and_request_id() {
        try (Ec2Client ec2 = client(1, FormedHive.CREDENTIALS.secretAccessKey())) {
            assertThatThrownBy(() -> ec2.deleteKeyPair(request -> request.keyName("nope")))
                    .isInstanceOfSatisfying(Ec2Exception.class, e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidKeyPair.NotFound");
                        assertThat(e.statusCode()).isEqualTo(404);
                        assertThat(e.requestId()).hasSize(36);
                    });
        }
    }

    @Test
    void a_wrong_secret_is_refused() {
        try (Ec2Client ec2 = client(1, "wrong")) {
            assertThatThrownBy(ec2::describeRegions)
                    .isInstanceOfSatisfying(
                            Ec2Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
        }
    }

    @Test
    void who_does_not_know_the_ca_does_not_trust_the_gateway() {
        try (SdkHttpClient stranger = UrlConnectionHttpClient.create();
                Ec2Client ec2 = client(1, FormedHive.CREDENTIALS.secretAccessKey(), stranger)) {
            assertThatThrownBy(ec2::describeRegions)
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("PKIX path");
        }
    }

    @Test
    void the_gateway_speaks_tls_1_3_and_offers_no_other_protocol_than_http_1_1() throws Exception {
        try (SSLSocket socket = (SSLSocket)
                hive.tls().getSocketFactory().createSocket(hive.host(1).address(), 9999)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(socket.getApplicationProtocol()).isEmpty();
        }
    }

    @Test
    void a_warm_call_does_not_wait_for_a_delayed_acknowledgement() {
        try (Ec2Client ec2 = client(1, FormedHive.CREDENTIALS.secretAccessKey())) {
            ec2.describeRegions();
            long[] times = new long[50];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                ec2.describeRegions();
                times[i] = System.nanoTime() - start;
            }
            Arrays.sort(times);
            assertThat(Duration.ofNanos(times[times.length / 2])).isLessThan(Duration.ofMillis(30));
        }
    }
}
