package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.http.Headers;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.loopback.Loopback;
import dev.hivecluster.simulator.proxmox.Faults.Reaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The API by HTTPS: the token, the way to what answers, JSON, and a memory of what was asked. */
final class ApiServer implements Faults.Switch, AutoCloseable {
    /** What is answered where there is nothing to say. */
    static final Object NO_DATA = new Object();

    private static final Logger LOG = Logger.getLogger(ApiServer.class.getName());
    private static final String SCHEME = "PVEAPIToken=";

    private final SSLContext tls;
    private final byte[] token;
    private final Clock clock;
    private final Routes routes = new Routes();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private @Nullable Faults faults;
    private @Nullable HttpServer server;
    private int port;

    ApiServer(SSLContext tls, String token, Clock clock) {
        this.tls = tls;
        this.token = (SCHEME + token).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** The ways to what answers; complete before {@link #start}. */
    Routes routes() {
        return routes;
    }

    /** Begins to listen, on a free port of 127.0.0.1. */
    synchronized void start(Faults known) throws IOException {
        faults = known;
        listen();
    }

    private void listen() throws IOException {
        HttpServer listening =
                HttpServer.start(Loopback.socket(Loopback.LOCALHOST, port), tls, "proxmox-api", clock, this::answer);
        port = listening.address().getPort();
        server = listening;
    }

    synchronized InetSocketAddress address() {
        return Loopback.socket(Loopback.LOCALHOST, port);
    }

    List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized void off() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public synchronized void on() {
        if (server == null) {
            try {
                listen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        off();
    }

    /** A call that the fake does not know, so that the gap is seen. */
    static ApiError notImplemented(ApiCall call) {
        return ApiError.of(
                501, "Method '%s /%s' not implemented".formatted(call.method(), String.join("/", call.path())));
    }

    private Response answer(Request request) {
        Optional<ApiCall> found = ApiCall.of(request);
        if (found.isEmpty()) {
            return error(ApiError.of(404, "no such file '%s'".formatted(request.path())));
        }
        ApiCall call = found.get();
        Response response = answer(call, request.headers());
        requests.add(RecordedRequest.of(call, response.status()));
        return response;
    }

    private Response answer(ApiCall call, Headers headers) {
        Reaction reaction = faults == null ? null : faults.of(call).orElse(null);
        if (reaction instanceof Reaction.Drop drop && !drop.afterwards()) {
            return Response.CONNECTION_DROPPED;
        }
        try {
            requireToken(headers);
            if (reaction instanceof Reaction.Refusal refusal) {
                throw ApiError.of(refusal.status(), refusal.message());
            }
            Routes.Match match = routes.find(call).orElseThrow(() -> notImplemented(call));
            if (reaction instanceof Reaction.LockTimeout) {
                throw ApiError.failed("can't lock file '/var/lock/qemu-server/lock-%s.conf' - got timeout"
                        .formatted(match.path()
                                .getOrDefault("vmid", call.parameter("vmid").orElse("100"))));
            }
            Object data = match.handler().handle(call, match.path());
            if (reaction instanceof Reaction.Drop) {
                return Response.CONNECTION_DROPPED;
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("data", data == NO_DATA ? null : data);
            return Response.of(200, "application/json;charset=UTF-8", Json.line(body));
        } catch (ApiError e) {
            return error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "%s %s failed".formatted(call.method(), call.path()));
            return error(ApiError.failed("internal error of the fake: " + e));
        }
    }

    private void requireToken(Headers headers) {
        String given = headers.first("Authorization").orElse("");
        if (given.isEmpty()) {
            throw ApiError.of(401, "No ticket");
        }
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
            throw ApiError.of(401, "invalid token value!");
        }
    }

    private static Response error(ApiError error) {
        Map<String, Object> body = new TreeMap<>();
        body.put("data", null);
        body.put("message", error.text() + "\n");
        if (!error.parameters().isEmpty()) {
            body.put("errors", error.parameters());
        }
        return Response.of(error.status(), "application/json;charset=UTF-8", Json.line(body));
    }
}
