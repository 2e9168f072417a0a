package dev.hivecluster.simulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3HandlerTest {
    private static final Credentials CREDENTIALS = new Credentials("AKIAEXAMPLE", "secret");
    private static final String REGION = "ap-southeast-2";

    private final ObjectStore store = new ObjectStore();
    private HttpServer server;

    @BeforeEach
    void the_storage_listens() throws IOException {
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                "s3-test",
                Clock.systemUTC(),
                new S3Handler(store, CREDENTIALS, REGION, Clock.systemUTC()));
    }

    @AfterEach
    void the_storage_ends() {
        server.close();
    }

    private Answer call(Credentials credentials, String region, String method, String target) throws IOException {
        Map<String, String> headers = SignedRequests.sign(
                credentials, "s3", region, Instant.now(), method, "localhost:8443", target, Map.of(), "");
        return Answer.parse(
                RawClient.exchange(server.address(), null, SignedRequests.text(method, target, headers, "")));
    }

    private Answer get(String target) throws IOException {
        return call(CREDENTIALS, REGION, "GET", target);
    }

    private static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://localhost:3000");
        assertThat(answer.body())
                .matches("<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message><BucketName></BucketName><RequestId>[0-9a-f-]{36}</RequestId>"
                        + "<HostId>[^<]*</HostId></Error>");
    }

    @Test
    void whoever_is_not_the_cluster_is_denied_with_a_reason() throws Exception {
        refused(RawClient.send(server.address(), null, "GET", "/", ""), 403, "AccessDenied", "Access Denied");
        refused(
                call(new Credentials("AKIAEXAMPLE", "wrong"), REGION, "GET", "/"),
                403,
                "AccessDenied",
                "The request signature does not match");
        refused(
                call(new Credentials("AKIAXXXX", "secret"), REGION, "GET", "/"),
                403,
                "AccessDenied",
                "Invalid access key");
        refused(call(CREDENTIALS, "us-east-1", "GET", "/"), 403, "AccessDenied", ".+");
    }

    @Test
    void the_bucket_of_hive_is_there_and_empty() throws Exception {
        assertThat(get("/").body()).contains("<Bucket><Name>predastore</Name>");
        assertThat(get("/predastore?list-type=2&prefix=zzz%2F&encoding-type=url")
                        .body())
                .isEqualTo("<ListBucketResult><Name>predastore</Name><Prefix>zzz/</Prefix><KeyCount>0</KeyCount>"
                        + "<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>");
    }

    @Test
    void objects_are_listed_by_prefix_and_as_directories() throws Exception {
        for (String key : new String[] {"a/1", "a/2", "b/1", "top & more"}) {
            store.put("predastore", key, "12345".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(get("/predastore?list-type=2&prefix=a%2F").body())
                .contains("<KeyCount>2</KeyCount>", "<Key>a/1</Key>", "<Key>a/2</Key>", "<Size>5</Size>")
                .doesNotContain("b/1");
        assertThat(get("/predastore?list-type=2&delimiter=%2F").body())
                .contains("<KeyCount>1</KeyCount>", "<Key>top &amp; more</Key>")
                .contains("<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>"
                        + "<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>");
    }

    @Test
    void an_object_is_read_with_its_escaped_key() throws Exception {
        store.put("predastore", "keys/ä b+c", "content".getBytes(StandardCharsets.UTF_8));
        assertThat(get("/predastore/keys/%C3%A4%20b%2Bc").body()).isEqualTo("content");
        Answer head = call(CREDENTIALS, REGION, "HEAD", "/predastore/keys/%C3%A4%20b%2Bc");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "/nobucket, NoSuchBucket, The specified bucket does not exist",
        "/nobucket/key, NoSuchBucket, The specified bucket does not exist",
        "/predastore/nokey, NoSuchKey, The specified key does not exist",
    })
    void what_is_not_there_is_not_found(String target, String code, String message) throws Exception {
        refused(get(target), 404, code, message);
    }

    @Test
    void nothing_can_be_written_yet() throws Exception {
        refused(call(CREDENTIALS, REGION, "PUT", "/predastore/x"), 405, "MethodNotAllowed", ".+");
        assertThat(store.keys("predastore", "")).isEmpty();
    }
}
