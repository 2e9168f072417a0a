package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.Invocation;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One request of HTTP/1.1 and its answer, on a connection of its own. */
final class HttpExchange {
    private final Invocation invocation;
    private final long deadline;
    private @Nullable SSLContext tls;
    private boolean verified;

    HttpExchange(Invocation invocation, Duration limit) {
        this.invocation = invocation;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** An answer: the status line and headers as they came, and the body. */
    static final class Answer {
        private final int status;
        private final String head;
        private final byte[] body;

        Answer(int status, String head, byte[] body) {
            this.status = status;
            this.head = head;
            this.body = body;
        }

        int status() {
            return status;
        }

        String head() {
            return head;
        }

        byte[] body() {
            return body;
        }
    }

    /** The host is not in the cluster. */
    static final class UnknownHost extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The server closed the connection instead of answering. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;
    }

    void over(Trust trust) {
        tls = trust.context();
        verified = trust.verifies();
    }

    Answer perform(String method, URI uri, List<String> headers, byte[] body, boolean form) throws IOException {
        int port = uri.getPort() > 0 ? uri.getPort() : tls == null ? 80 : 443;
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        InetSocketAddress address = invocation.host().socket(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHost();
        }
        try (Socket socket = new Socket()) {
            AutoCloseable owned = socket;
            invocation.process().own(owned);
            try {
                socket.connect(address, remaining());
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(remaining());
                Socket used = tls == null ? socket : secured(socket, host, port, tls);
                send(used.getOutputStream(), method, uri, headers, body, form);
                return read(new BufferedInputStream(used.getInputStream()), method);
            } finally {
                invocation.process().disown(owned);
            }
        }
    }

    private int remaining() {
        return (int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    }

    private Socket secured(Socket socket, String host, int port, SSLContext context) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        if (verified) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    private static void send(OutputStream out, String method, URI uri, List<String> headers, byte[] body, boolean form)
            throws IOException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\n");
        line(head, headers, "Host", uri.getRawAuthority());
        line(head, headers, "User-Agent", "curl/simulated");
        line(head, headers, "Accept", "*/*");
        line(head, headers, "Connection", "close");
        if (form) {
            line(head, headers, "Content-Type", "application/x-www-form-urlencoded");
            line(head, headers, "Content-Length", Integer.toString(body.length));
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        out.write(all.toByteArray());
        out.flush();
    }

    /** A header, unless the user gives it. */
    private static void line(StringBuilder head, List<String> headers, String name, String value) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        if (headers.stream().noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static Answer read(InputStream in, String method) throws IOException {
        StringBuilder head = new StringBuilder();
        String statusLine = line(in);
        String[] words = statusLine.split(" ", 3);
        if (!statusLine.startsWith("HTTP/") || words.length < 2 || !words[1].matches("[0-9]{3}")) {
            throw new NoAnswer();
        }
        int status = Integer.parseInt(words[1]);
        head.append(statusLine).append("\r\n");
        int length = -1;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            head.append(header).append("\r\n");
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.matches("content-length: *[0-9]{1,9}")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        head.append("\r\n");
        boolean empty = method.equals("HEAD") || status == 204 || status == 304 || status < 200;
        byte[] body =
                empty ? new byte[0] : chunked ? chunks(in) : length >= 0 ? in.readNBytes(length) : in.readAllBytes();
        return new Answer(status, head.toString(), body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String length = line(in).replaceFirst(";.*", "").strip();
            if (!length.matches("[0-9a-fA-F]{1,7}")) {
                throw new NoAnswer();
            }
            int size = Integer.parseInt(length, 16);
            if (size == 0) {
                break;
            }
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            throw new NoAnswer();
        }
        while (c >= 0 && c != '\n') {
            line.write(c);
            c = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
