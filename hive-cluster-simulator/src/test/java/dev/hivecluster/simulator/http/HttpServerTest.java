package dev.hivecluster.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T14:41:06Z"), ZoneOffset.UTC);

    private static HttpServer echo(String name) throws IOException {
        return HttpServer.start(
                ANY,
                null,
                name,
                CLOCK,
                request -> Response.of(
                        200,
                        "text/plain",
                        request.method() + " " + request.path() + "|" + request.query() + "|"
                                + new String(request.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void an_answer_is_on_the_wire_as_it_was_spelled() throws Exception {
        try (HttpServer server = HttpServer.start(
                ANY,
                null,
                "wire",
                CLOCK,
                request -> Response.of(200, "text/plain", "hi").with("X-Thing", "1"))) {
            assertThat(RawClient.exchange(
                            server.address(), null, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .isEqualTo("HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 14:41:06 GMT\r\nContent-Type: text/plain\r\n"
                            + "X-Thing: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        }
    }

    @Test
    void a_connection_carries_several_requests() throws Exception {
        try (HttpServer server = echo("several")) {
            String both = RawClient.exchange(
                    server.address(),
                    null,
                    "POST /a?q=1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                            + "GET /b HTTP/1.1\r\nConnection: close\r\n\r\n");
            assertThat(both).contains("POST /a|q=1|abc").contains("GET /b||");
        }
    }

    @Test
    void a_chunked_body_is_put_together() throws Exception {
        try (HttpServer server = echo("chunked")) {
            String answer = RawClient.exchange(
                    server.address(),
                    null,
                    String.join(
                            "\r\n",
                            "PUT / HTTP/1.1",
                            "Transfer-Encoding: chunked",
                            "Connection: close",
                            "",
                            "3",
                            "abc",
                            "A;ext=1",
                            "0123456789",
                            "0",
                            "Trailer: x",
                            "",
                            ""));
            assertThat(answer).endsWith("PUT /||abc0123456789");
        }
    }

    @Test
    void a_client_that_expects_it_is_told_to_continue() throws Exception {
        try (HttpServer server = echo("continue")) {
            String answer = RawClient.exchange(
                    server.address(),
                    null,
                    "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            assertThat(answer)
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
                    .endsWith("|ok");
        }
    }

    @Test
    void a_head_request_has_the_length_and_no_content() throws Exception {
        try (HttpServer server = echo("head")) {
            String answer = RawClient.exchange(server.address(), null, "HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n");
            assertThat(answer).contains("Content-Length: 8").endsWith("\r\n\r\n");
        }
    }

    @Test
    void what_is_no_request_is_answered_with_400_and_the_end() throws Exception {
        try (HttpServer server = echo("malformed")) {
            assertThat(RawClient.exchange(server.address(), null, "nonsense\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 Bad Request");
            assertThat(RawClient.exchange(server.address(), null, "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 Bad Request");
            assertThat(RawClient.exchange(
                            server.address(), null, "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 Bad Request");
            assertThat(RawClient.exchange(
                            server.address(), null, "GET / HTTP/1.1\r\nA: " + "x".repeat(70_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void a_handler_can_drop_the_connection() throws Exception {
        try (HttpServer server = HttpServer.start(ANY, null, "drop", CLOCK, request -> Response.CONNECTION_DROPPED)) {
            assertThat(RawClient.exchange(server.address(), null, "GET / HTTP/1.1\r\n\r\n"))
                    .isEmpty();
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (HttpServer first = echo("first")) {
            assertThatThrownBy(() -> HttpServer.start(first.address(), null, "second", CLOCK, r -> Response.of(200)))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + first.address().getPort());
        }
    }

    @Test
    void closing_frees_port_connections_and_threads_even_amid_a_request() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        HttpServer server = HttpServer.start(ANY, null, "leaktest", CLOCK, request -> {
            reached.countDown();
            Thread.sleep(60_000);
            return Response.of(200);
        });
        try (Socket idle = new Socket(
                        server.address().getAddress(), server.address().getPort());
                Socket busy = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            busy.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            reached.await();
            server.close();
            InputStream in = idle.getInputStream();
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> new Socket(
                        server.address().getAddress(), server.address().getPort()))
                .isInstanceOf(ConnectException.class);
        // Their work is done; a thread takes a moment more to vanish.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("leaktest")));
    }

    @Test
    void requests_on_one_connection_do_not_wait_for_delayed_acknowledgements() throws Exception {
        try (HttpServer server = echo("nodelay");
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            socket.setTcpNoDelay(true);
            long[] times = new long[50];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
                assertThat(readUntil(socket.getInputStream(), "|x")).isTrue();
                times[i] = System.nanoTime() - start;
            }
            Arrays.sort(times);
            assertThat(Duration.ofNanos(times[times.length / 2])).isLessThan(Duration.ofMillis(20));
        }
    }

    private static boolean readUntil(InputStream in, String last) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (!seen.toString().endsWith(last)) {
            int octet = in.read();
            if (octet < 0) {
                return false;
            }
            seen.append((char) octet);
        }
        return true;
    }
}
