package dev.hivecluster.simulator.control;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Answers the deployer, and nobody who does not know the token. Listens on 127.0.0.1 only. */
public final class ControlServer implements AutoCloseable {
    /** The header that carries the token. */
    static final String TOKEN_HEADER = "X-Simulator-Token";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;

    private ControlServer(HttpServer server) {
        this.server = server;
    }

    /** Starts to listen on a free port. */
    public static ControlServer start(ControlTarget target, String token, Clock clock) throws IOException {
        byte[] secret = token.getBytes(StandardCharsets.UTF_8);
        return new ControlServer(HttpServer.start(
                new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0),
                null,
                "control",
                clock,
                request -> knows(request, secret)
                        ? answer(request, target)
                        : error(403, "the token is missing or wrong")));
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    /** Ends it: nobody listens any more and its threads are gone when this returns. */
    @Override
    public void close() {
        server.close();
    }

    private static boolean knows(Request request, byte[] secret) {
        Optional<String> given = request.headers().first(TOKEN_HEADER);
        return given.isPresent() && MessageDigest.isEqual(given.get().getBytes(StandardCharsets.UTF_8), secret);
    }

    private static Response answer(Request request, ControlTarget target) {
        String verb = request.method() + " " + request.path();
        try {
            switch (verb) {
                case "GET /status" -> {}
                case "POST /power" -> {
                    PowerRequest power = body(request, PowerRequest.class);
                    target.power(power.machine(), power.action());
                }
                case "POST /grow" ->
                    target.grow(body(request, GrowRequest.class).nodes());
                case "POST /shutdown" -> {
                    target.shutdown();
                    return json(202, Map.of());
                }
                default -> {
                    return error(404, "there is no " + verb);
                }
            }
            return json(200, target.status());
        } catch (IllegalArgumentException e) {
            return error(400, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return error(500, e.toString());
        }
    }

    private static <T> T body(Request request, Class<T> type) throws IOException {
        return Json.parse("the request", new String(request.body(), StandardCharsets.UTF_8), type);
    }

    private static Response error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    private static Response json(int status, Object body) {
        return Response.of(status, "application/json", Json.line(body));
    }

    record PowerRequest(String machine, PowerAction action) {
        PowerRequest {
            if (machine == null || action == null) {
                throw new IllegalArgumentException("machine and action are needed");
            }
        }
    }

    record GrowRequest(int nodes) {}
}
