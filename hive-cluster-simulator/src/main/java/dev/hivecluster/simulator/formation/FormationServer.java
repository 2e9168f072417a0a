package dev.hivecluster.simulator.formation;

import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/**
 * The leader's end of formation (hive contract, sections 2.4 and 9): an HTTP server without authentication that lives as
 * long as {@code hive admin init} does.
 */
public final class FormationServer implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final int expected;
    private final ClusterSecrets secrets;
    private final String caCertificate;
    private final String caKey;
    private final Map<String, NodeRegistration> nodes = new TreeMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final HttpServer http;

    private FormationServer(
            Host host,
            NodeRegistration leader,
            int expected,
            ClusterSecrets secrets,
            String caCertificate,
            String caKey)
            throws IOException {
        this.expected = expected;
        this.secrets = secrets;
        this.caCertificate = caCertificate;
        this.caKey = caKey;
        nodes.put(leader.name(), leader);
        if (expected <= 1) {
            complete.countDown();
        }
        this.http = HttpServer.start(
                host.socket(leader.bindIp(), leader.port()),
                null,
                host.name() + "-formation",
                host.clock(),
                this::answer);
    }

    /**
     * Starts listening; {@code /formation/health} answers when this returns.
     *
     * @param host the leader's machine
     * @param leader the leader itself, which is thereby registered; it listens on its bind address and port
     * @param expected how many nodes the cluster will have, the leader included
     * @throws IOException if the port is taken
     */
    public static FormationServer start(
            Host host,
            NodeRegistration leader,
            int expected,
            ClusterSecrets secrets,
            String caCertificate,
            String caKey)
            throws IOException {
        return new FormationServer(host, leader, expected, secrets, caCertificate, caKey);
    }

    /** How many nodes have joined, the leader included. */
    public int joined() {
        synchronized (nodes) {
            return nodes.size();
        }
    }

    /**
     * Waits until all expected nodes have joined.
     *
     * @param limit how long, in the simulator's time
     * @return the cluster, or nothing after the limit
     */
    public Optional<FormedCluster> await(Duration limit) throws InterruptedException {
        if (!complete.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        synchronized (nodes) {
            return Optional.of(new FormedCluster(new TreeMap<>(nodes), secrets, caCertificate, caKey));
        }
    }

    /** Ends it: the port is free when this returns. */
    @Override
    public void close() {
        http.close();
    }

    private Response answer(Request request) {
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        return switch (request.path()) {
            case "/formation/health" -> read ? Response.of(200, TEXT, "ok") : notAllowed("GET, HEAD");
            case "/formation/status" -> read ? json(200, status()) : notAllowed("GET, HEAD");
            case "/formation/join" -> request.method().equals("POST") ? join(request) : notAllowed("POST");
            default -> plain(404, "404 page not found\n");
        };
    }

    private Response join(Request request) {
        NodeRegistration node;
        try {
            node = Wire.read(new String(request.body(), StandardCharsets.UTF_8), NodeRegistration.class);
        } catch (JacksonException e) {
            return json(400, JoinAnswer.refused("invalid request body: " + e.getOriginalMessage()));
        }
        synchronized (nodes) {
            try {
                check(node);
            } catch (FormationException e) {
                return json(409, JoinAnswer.refused(String.valueOf(e.getMessage())));
            }
            boolean tooMany = nodes.size() >= expected;
            nodes.put(node.name(), node);
            if (tooMany) {
                // Hive's handler fails after it has stored the node: the client sees its connection drop.
                return Response.CONNECTION_DROPPED;
            }
            if (nodes.size() == expected) {
                complete.countDown();
            }
            return json(
                    200, new JoinAnswer(true, "node \"%s\" registered".formatted(node.name()), nodes.size(), expected));
        }
    }

    private void check(NodeRegistration node) throws FormationException {
        if (node.name().isEmpty()) {
            throw new FormationException("node name is required");
        }
        if (node.bindIp().isEmpty()) {
            throw new FormationException("bind_ip is required");
        }
        if (nodes.containsKey(node.name())) {
            throw new FormationException("node \"%s\" already registered".formatted(node.name()));
        }
        for (NodeRegistration other : nodes.values()) {
            if (other.bindIp().equals(node.bindIp())) {
                throw new FormationException(
                        "bind IP %s already registered by node \"%s\"".formatted(node.bindIp(), other.name()));
            }
        }
    }

    private FormationStatus status() {
        synchronized (nodes) {
            int joined = nodes.size();
            return joined < expected
                    ? new FormationStatus(false, joined, expected, null, null, null, null)
                    : new FormationStatus(true, joined, expected, nodes, secrets, caCertificate, caKey);
        }
    }

    private static Response json(int status, Object value) {
        return Response.of(status, JSON, Wire.write(value) + "\n");
    }

    private static Response notAllowed(String methods) {
        return plain(405, "Method Not Allowed\n").with("Allow", methods);
    }

    private static Response plain(int status, String text) {
        return Response.of(status, TEXT, text).with("X-Content-Type-Options", "nosniff");
    }
}
