package dev.hivecluster.simulator.formation;

import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A joining node's end of formation (hive contract, sections 2.2 to 2.4). */
public final class FormationClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Host host;
    private final String leader;

    /**
     * @param host the joining machine
     * @param leader the leader's address and port, such as {@code 127.0.11.1:4432}
     */
    public FormationClient(Host host, String leader) {
        this.host = host;
        this.leader = leader;
    }

    /**
     * Registers the node, once and without retry: who asks for a second time is refused.
     *
     * @return how far formation is
     * @throws FormationException if the leader refuses, with its reason
     * @throws IOException if the leader does not answer within 30 s
     */
    public FormationStatus join(NodeRegistration node) throws IOException, FormationException {
        Reply reply = call("POST", "/formation/join", Wire.write(node).getBytes(StandardCharsets.UTF_8));
        JoinAnswer answer = reply.as(JoinAnswer.class);
        if (!answer.success()) {
            throw new FormationException(Objects.requireNonNullElse(answer.message(), "status " + reply.status()));
        }
        return new FormationStatus(
                answer.joined() >= answer.expected(), answer.joined(), answer.expected(), null, null, null, null);
    }

    /**
     * Asks how far formation is at once and then every two seconds (scaled), without a limit, until it is complete.
     *
     * @param progress told of each answer that was not the last
     * @throws IOException if the leader is gone
     */
    public FormedCluster awaitCompletion(Consumer<FormationStatus> progress) throws IOException, InterruptedException {
        while (true) {
            FormationStatus status = call("GET", "/formation/status", null).as(FormationStatus.class);
            Map<String, NodeRegistration> nodes = status.nodes();
            if (status.complete() && nodes != null && status.credentials() != null) {
                return new FormedCluster(
                        nodes,
                        status.credentials(),
                        Objects.requireNonNull(status.caCertificate()),
                        Objects.requireNonNull(status.caKey()));
            }
            progress.accept(status);
            Thread.sleep(Math.max(1, host.timeScale().scaled(PAUSE).toMillis()));
        }
    }

    private Reply call(String method, String path, byte @Nullable [] body) throws IOException {
        InetSocketAddress real = resolve();
        if (real.isUnresolved()) {
            throw new UnknownHostException("lookup %s: no such host".formatted(real.getHostString()));
        }
        URI uri = URI.create("http://%s:%d%s".formatted(real.getAddress().getHostAddress(), real.getPort(), path));
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) LIMIT.toMillis());
        connection.setReadTimeout((int) LIMIT.toMillis());
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Connection", "close");
        if (body != null) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            // A streamed body is one that the JDK does not send a second time on its own.
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Reply(
                    method + " " + uri,
                    status,
                    in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    private InetSocketAddress resolve() throws IOException {
        int colon = leader.lastIndexOf(':');
        try {
            return host.socket(leader.substring(0, Math.max(colon, 0)), Integer.parseInt(leader.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IOException("the leader is to be given as address:port, not as " + leader, e);
        }
    }

    private record Reply(String request, int status, String body) {
        <T> T as(Class<T> type) throws IOException {
            try {
                return Wire.read(body, type);
            } catch (JacksonException e) {
                throw new IOException(
                        "%s was answered with status %d and no formation answer: %s"
                                .formatted(request, status, body.strip()),
                        e);
            }
        }
    }
}
