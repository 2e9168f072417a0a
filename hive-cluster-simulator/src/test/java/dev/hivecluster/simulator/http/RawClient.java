package dev.hivecluster.simulator.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Sends bytes and reads bytes, so that tests see an answer as it is on the wire. */
public final class RawClient {
    private RawClient() {}

    /** What the server sent until it ended the connection. */
    public static String exchange(InetSocketAddress server, @Nullable SSLContext tls, String request)
            throws IOException {
        try (Socket socket = connect(server, tls)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A request whose answer is the last of its connection. */
    public static Answer send(
            InetSocketAddress server, @Nullable SSLContext tls, String method, String target, String body)
            throws IOException {
        return Answer.parse(exchange(
                server,
                tls,
                "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(
                                method,
                                target,
                                server.getHostString() + ":" + server.getPort(),
                                body.getBytes(StandardCharsets.UTF_8).length,
                                body)));
    }

    private static Socket connect(InetSocketAddress server, @Nullable SSLContext tls) throws IOException {
        Socket socket = tls == null ? new Socket() : tls.getSocketFactory().createSocket();
        socket.connect(server, 5_000);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        if (socket instanceof SSLSocket secure) {
            secure.startHandshake();
        }
        return socket;
    }

    /** An answer, taken apart. */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** Takes one apart. */
        public static Answer parse(String text) {
            int end = text.indexOf("\r\n\r\n");
            String[] lines = text.substring(0, end).split("\r\n", -1);
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
            String body = text.substring(end + 4);
            boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
            return new Answer(
                    Integer.parseInt(lines[0].split(" ", 3)[1]), headers, chunked ? withoutChunks(body) : body);
        }

        private static String withoutChunks(String body) {
            StringBuilder content = new StringBuilder();
            int next = 0;
            while (true) {
                int line = body.indexOf("\r\n", next);
                int size = Integer.parseInt(body.substring(next, line), 16);
                if (size == 0) {
                    return content.toString();
                }
                content.append(body, line + 2, line + 2 + size);
                next = line + 2 + size + 2;
            }
        }

        /** The value of a header field; empty without one. */
        public String header(String name) {
            return Objects.requireNonNullElse(headers.get(name.toLowerCase(Locale.ROOT)), "");
        }
    }
}
