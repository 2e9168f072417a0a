package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hivecluster.configure.ClusterHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@TestInstance(Lifecycle.PER_CLASS)
class ClusterClientTest {
    private final TlsServer server;
    private final TlsServer misnamed;

    ClusterClientTest(@TempDir Path directory) throws Exception {
        server = new TlsServer(directory, "ip:127.0.0.1");
        misnamed = new TlsServer(directory, "ip:127.0.0.2");
    }

    @AfterAll
    void stop() {
        server.close();
        misnamed.close();
    }

    @Test
    void a_service_with_the_clusters_certificate_is_trusted() throws Exception {
        assertThat(new ClusterClient(server.certificate()).get(server.uri())).isEqualTo(new Answer(200, "answer"));
    }

    @Test
    void a_service_of_another_cluster_is_not_trusted() {
        ClusterClient client = new ClusterClient(misnamed.certificate());

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> client.get(server.uri().resolve("/untrusted")));
        assertThat(server.requests()).noneMatch(request -> request.contains("/untrusted"));
    }

    @Test
    void a_certificate_for_another_host_is_not_trusted() {
        ClusterClient client = new ClusterClient(misnamed.certificate());

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get(misnamed.uri()));
        assertThat(misnamed.requests()).isEmpty();
    }

    @Test
    void an_error_is_an_answer_too() throws Exception {
        assertThat(new ClusterClient(server.certificate()).get(server.uri().resolve(TlsServer.FORBIDDEN)))
                .isEqualTo(new Answer(403, "answer"));
    }

    @Test
    void a_post_carries_its_headers_and_its_body() throws Exception {
        Answer answer = new ClusterClient(server.certificate())
                .post(
                        server.uri().resolve("/post"),
                        Map.of("X-Amz-Date", "20261124T100000Z"),
                        "Action=X".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.requests()).contains("POST /post 20261124T100000Z Action=X");
    }

    @Test
    void nobody_there_is_an_exception() throws Exception {
        URI free;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = URI.create("https://127.0.0.1:" + taken.getLocalPort());
        }

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new ClusterClient(server.certificate()).get(free));
    }

    @Test
    void what_is_no_certificate_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterClient("no certificate"))
                .withMessageContaining("the CA's certificate cannot be used");
    }
}
