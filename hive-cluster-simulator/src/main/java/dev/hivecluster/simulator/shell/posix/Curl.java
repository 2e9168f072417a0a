package dev.hivecluster.simulator.shell.posix;

import dev.hivecluster.simulator.node.BrokenPipeException;
import dev.hivecluster.simulator.node.Invocation;
import dev.hivecluster.simulator.node.Program;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** {@code curl}: HTTP and HTTPS to the machines of the cluster. Certificates are verified unless {@code -k} is given. */
final class Curl implements Program {
    private static final int UNSUPPORTED_PROTOCOL = 1;
    private static final int MALFORMED_URL = 3;
    private static final int UNRESOLVED = 6;
    private static final int REFUSED = 7;
    private static final int HTTP_ERROR = 22;
    private static final int TIMED_OUT = 28;
    private static final int TLS_FAILED = 35;
    private static final int EMPTY_REPLY = 52;
    private static final int UNTRUSTED = 60;

    @Override
    public int run(Invocation invocation) throws IOException, InterruptedException {
        Options options = Options.parseAnywhere(
                invocation.operands(),
                "ksSfLiIvo:w:X:d:H:m:A:",
                "insecure",
                "silent",
                "show-error",
                "fail",
                "location",
                "include",
                "head",
                "verbose",
                "output:",
                "write-out:",
                "cacert:",
                "request:",
                "data:",
                "header:",
                "max-time:",
                "connect-timeout:",
                "noproxy:");
        if (options.operands().isEmpty()) {
            invocation.complain("no URL specified");
            return 2;
        }
        int status = 0;
        for (String url : options.operands()) {
            status = fetch(invocation, options, url);
        }
        return status;
    }

    private static boolean has(Options options, String letter, String word) {
        return options.has(letter) || options.has(word);
    }

    private static String value(Options options, String letter, String word, String otherwise) {
        return options.value(letter).or(() -> options.value(word)).orElse(otherwise);
    }

    private int fetch(Invocation invocation, Options options, String url) throws IOException, InterruptedException {
        URI uri;
        try {
            uri = new URI(url.contains("://") ? url : "http://" + url);
        } catch (URISyntaxException e) {
            return failed(invocation, options, MALFORMED_URL, "URL rejected: " + e.getReason());
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return failed(invocation, options, UNSUPPORTED_PROTOCOL, "Protocol \"" + scheme + "\" not supported");
        }
        if (uri.getHost() == null) {
            return failed(invocation, options, MALFORMED_URL, "URL rejected: No host part in the URL");
        }
        HttpExchange.Answer answer;
        long begun = System.nanoTime();
        try {
            answer = exchange(invocation, options, uri, scheme.equals("https"));
        } catch (HttpExchange.UnknownHost e) {
            return failed(invocation, options, UNRESOLVED, "Could not resolve host: " + uri.getHost());
        } catch (SocketTimeoutException e) {
            return failed(invocation, options, TIMED_OUT, "Operation timed out");
        } catch (ConnectException e) {
            return failed(invocation, options, REFUSED, "Failed to connect to " + uri.getAuthority());
        } catch (SSLException e) {
            boolean untrusted = Trust.isUntrusted(e);
            return failed(
                    invocation,
                    options,
                    untrusted ? UNTRUSTED : TLS_FAILED,
                    (untrusted ? "SSL certificate problem: " : "TLS connect error: ") + e.getMessage());
        } catch (InterruptedIOException | BrokenPipeException e) {
            throw e;
        } catch (HttpExchange.NoAnswer e) {
            invocation.process().checkpoint();
            return failed(invocation, options, EMPTY_REPLY, "Empty reply from server");
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        boolean refused = has(options, "f", "fail") && answer.status() >= 400;
        if (!refused) {
            deliver(invocation, options, answer);
        }
        String format = value(options, "w", "write-out", "");
        invocation.print(format.replace("%{http_code}", "%03d".formatted(answer.status()))
                .replace("%{response_code}", "%03d".formatted(answer.status()))
                .replace("%{time_total}", String.format(Locale.ROOT, "%.6f", taken.toNanos() / 1e9))
                .replace("%{size_download}", Integer.toString(answer.body().length))
                .replace("\\n", "\n"));
        return refused
                ? failed(invocation, options, HTTP_ERROR, "The requested URL returned error: " + answer.status())
                : 0;
    }

    private static HttpExchange.Answer exchange(Invocation invocation, Options options, URI uri, boolean tls)
            throws IOException {
        Duration limit = Duration.ofMillis(Numbers.milliseconds(
                value(options, "m", "max-time", options.value("connect-timeout").orElse("300"))));
        HttpExchange exchange = new HttpExchange(invocation, limit);
        if (tls) {
            exchange.over(
                    has(options, "k", "insecure") ? Trust.everyone() : Trust.of(invocation, options.value("cacert")));
        }
        byte[] body = body(invocation, options);
        String method = value(
                options,
                "X",
                "request",
                has(options, "I", "head") ? "HEAD" : has(options, "d", "data") ? "POST" : "GET");
        List<String> headers = options.values(options.has("H") ? "H" : "header");
        return exchange.perform(method, uri, headers, body, has(options, "d", "data"));
    }

    private static byte[] body(Invocation invocation, Options options) throws IOException {
        String data = String.join("&", options.values(options.has("d") ? "d" : "data"));
        return data.startsWith("@")
                ? Files.readAllBytes(invocation.file(data.substring(1)))
                : data.getBytes(StandardCharsets.UTF_8);
    }

    private static void deliver(Invocation invocation, Options options, HttpExchange.Answer answer) throws IOException {
        boolean headers = has(options, "i", "include") || has(options, "I", "head");
        String file = value(options, "o", "output", "-");
        if (file.equals("-")) {
            write(invocation.out(), answer, headers);
            return;
        }
        try (OutputStream out = invocation.write(file, false)) {
            write(out, answer, headers);
        }
    }

    private static void write(OutputStream out, HttpExchange.Answer answer, boolean headers) throws IOException {
        if (headers) {
            out.write(answer.head().getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write(answer.body());
        out.flush();
    }

    private static int failed(Invocation invocation, Options options, int status, String problem) throws IOException {
        if (!has(options, "s", "silent") || has(options, "S", "show-error")) {
            invocation.printError("curl: (" + status + ") " + problem + "\n");
        }
        return status;
    }
}
