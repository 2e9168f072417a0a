package dev.hivecluster.simulator.control;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.control.ControlServer.GrowRequest;
import dev.hivecluster.simulator.control.ControlServer.PowerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Steers the simulator's process. */
public final class ControlClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final URI address;
    private final String token;

    /**
     * @param address where the process listens
     * @param token what it told its owner
     */
    public ControlClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    public SimulatorStatus status() throws ControlException {
        return status(SimulatorStatus.class);
    }

    /** @param type what this kind of process tells of itself */
    public <T> T status(Class<T> type) throws ControlException {
        return request("GET", "/status", null, type, SHORT);
    }

    /** Switches a machine; returns once it is so. */
    public SimulatorStatus power(String machine, PowerAction action) throws ControlException {
        return request("POST", "/power", new PowerRequest(machine, action), SimulatorStatus.class, LONG);
    }

    /** Adds machines until there are so many. */
    public SimulatorStatus grow(int nodes) throws ControlException {
        return request("POST", "/grow", new GrowRequest(nodes), SimulatorStatus.class, LONG);
    }

    /** Asks the process to end; returns as soon as it has begun to. */
    public void shutdown() throws ControlException {
        request("POST", "/shutdown", null, JsonNode.class, SHORT);
    }

    private <T> T request(String method, String path, @Nullable Object body, Class<T> type, Duration limit)
            throws ControlException {
        String what = "%s %s%s".formatted(method, address, path);
        int status;
        String text;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) limit.toMillis());
            connection.setRequestProperty(ControlServer.TOKEN_HEADER, token);
            connection.setRequestProperty("Connection", "close");
            if (body != null) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(Json.line(body).getBytes(StandardCharsets.UTF_8));
                }
            }
            status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new ControlException("the simulator does not answer %s (%s)".formatted(what, e.getMessage()), e);
        }
        try {
            if (status >= 400) {
                throw new ControlException("the simulator refused %s: %s (status %d)"
                        .formatted(
                                what,
                                Json.parse(what, text, JsonNode.class)
                                        .path("error")
                                        .asString(text),
                                status));
            }
            return Json.parse(what, text, type);
        } catch (ControlException e) {
            throw e;
        } catch (IOException e) {
            throw new ControlException("the simulator answered %s with something else".formatted(what), e);
        }
    }
}
