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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Signed calls to a storage that listens on a loopback port. */
abstract class S3Calls {
    static final Credentials CREDENTIALS = new Credentials("AKIAEXAMPLE", "secret");
    static final String REGION = "ap-southeast-2";

    final ObjectStore store = new ObjectStore();
    final FakeShards shards = new FakeShards();
    HttpServer server;

    @BeforeEach
    void the_storage_listens() throws IOException {
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                "s3-test",
                Clock.systemUTC(),
                new S3Handler(store, shards, CREDENTIALS, REGION, Clock.systemUTC()));
    }

    @AfterEach
    void the_storage_ends() {
        server.close();
    }

    final Answer call(Credentials credentials, String region, String method, String target) throws IOException {
        return call(credentials, region, method, target, Map.of(), "");
    }

    final Answer call(
            Credentials credentials,
            String region,
            String method,
            String target,
            Map<String, String> fields,
            String body)
            throws IOException {
        Map<String, String> headers = SignedRequests.sign(
                credentials, "s3", region, Instant.now(), method, "localhost:8443", target, fields, body);
        return Answer.parse(
                RawClient.exchange(server.address(), null, SignedRequests.text(method, target, headers, body)));
    }

    final Answer put(String target, Map<String, String> fields, String body) throws IOException {
        return call(CREDENTIALS, REGION, "PUT", target, fields, body);
    }

    final Answer delete(String target) throws IOException {
        return call(CREDENTIALS, REGION, "DELETE", target);
    }

    final Answer get(String target) throws IOException {
        return call(CREDENTIALS, REGION, "GET", target);
    }

    static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://localhost:3000");
        assertThat(answer.body())
                .matches("<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message><BucketName></BucketName><RequestId>[0-9a-f-]{36}</RequestId>"
                        + "<HostId>[^<]*</HostId></Error>");
    }

    static final class FakeShards implements Shards {
        final List<Duration> waited = new CopyOnWriteArrayList<>();
        volatile boolean complete = true;

        @Override
        public boolean isComplete() {
            return complete;
        }

        @Override
        public void waitInVain(Duration real) {
            waited.add(real);
        }
    }
}
