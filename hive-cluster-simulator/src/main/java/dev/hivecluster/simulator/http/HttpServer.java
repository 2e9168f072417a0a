package dev.hivecluster.simulator.http;

import dev.hivecluster.simulator.http.Headers.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server: one thread per connection, connections kept until the client or {@link #close()} ends them. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HttpServer.class.getName());
    private static final int TLS_HANDSHAKE = 0x16;
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final TcpServer tcp;
    private final String name;
    private final @Nullable SSLContext tls;
    private final Handler handler;
    private final Clock clock;
    private volatile DateText date = new DateText(-1, "");

    private HttpServer(InetSocketAddress address, @Nullable SSLContext tls, String name, Clock clock, Handler handler)
            throws IOException {
        this.tls = tls;
        this.name = name;
        this.handler = handler;
        this.clock = clock;
        this.tcp = TcpServer.start(address, name, this::serve);
    }

    /**
     * Starts listening; requests are answered when this returns.
     *
     * @param address where to listen; port 0 for any free one
     * @param tls for https; without it http
     * @param name the prefix of its threads' names
     * @param clock for the answers' dates
     * @throws IOException if the address or port cannot be had; the message names it
     */
    public static HttpServer start(
            InetSocketAddress address, @Nullable SSLContext tls, String name, Clock clock, Handler handler)
            throws IOException {
        return new HttpServer(address, tls, name, clock, handler);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return tcp.address();
    }

    /** Ends it: the port is free, the connections are closed and the threads gone when this returns. */
    @Override
    public void close() {
        tcp.close();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        if (tls == null) {
            serve(socket.getInputStream(), socket.getOutputStream());
            return;
        }
        int first = socket.getInputStream().read();
        if (first == TLS_HANDSHAKE) {
            InputStream consumed = new ByteArrayInputStream(new byte[] {TLS_HANDSHAKE});
            try (SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, consumed, true)) {
                secure.setUseClientMode(false);
                serve(secure.getInputStream(), secure.getOutputStream());
            }
        } else {
            // Plain text ends without an answer; what is left unread would make that a reset.
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
        RequestReader requests = new RequestReader(in, out);
        boolean more = true;
        while (more) {
            try {
                Optional<Request> request = requests.read();
                if (request.isEmpty()) {
                    return;
                }
                Response response = handle(request.get());
                if (response == Response.CONNECTION_DROPPED) {
                    return;
                }
                more = requests.keepAlive();
                out.write(encode(response, request.get().method().equals("HEAD"), more));
                out.flush();
            } catch (MalformedRequestException e) {
                out.write(encode(
                        Response.of(e.status(), "text/plain; charset=utf-8", e.getMessage() + "\n"), false, false));
                out.flush();
                return;
            }
        }
    }

    private Response handle(Request request) throws InterruptedException {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "%s failed: %s".formatted(name, request));
            return Response.of(500);
        }
    }

    private byte[] encode(Response response, boolean head, boolean more) {
        StringBuilder text = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(reason(response.status()))
                .append("\r\nDate: ")
                .append(date());
        for (Field field : response.fields()) {
            text.append("\r\n").append(field.name()).append(": ").append(field.value());
        }
        if (response.status() != 204) {
            text.append("\r\nContent-Length: ").append(response.length());
        }
        text.append(more ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n");
        byte[] fields = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (head || response.length() == 0) {
            return fields;
        }
        byte[] whole = new byte[fields.length + response.length()];
        System.arraycopy(fields, 0, whole, 0, fields.length);
        System.arraycopy(response.body(), 0, whole, fields.length, response.length());
        return whole;
    }

    private String date() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        DateText last = date;
        if (last.second() != second) {
            last = new DateText(second, DATE.format(Instant.ofEpochSecond(second)));
            date = last;
        }
        return last.text();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 416 -> "Range Not Satisfiable";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }

    private record DateText(long second, String text) {}
}
