package dev.hivecluster.deploy.proxmox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API that gives the answers it was told to give, and writes down what it was asked. */
final class ScriptedProxmox implements AutoCloseable {
    static final String TOKEN = "hive@pve!ci=00000000-0000-0000-0000-00000000abcd";
    private static final String ROOT = "/api2/json/";

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedProxmox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ROOT, this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    ProxmoxClient client() throws Exception {
        return new ProxmoxClient(endpoint(), TOKEN, Optional.empty());
    }

    /** Each further call for one request is answered by the next of its answers, the last one ever after. */
    ScriptedProxmox on(String request, String data) {
        return on(request, 200, "{\"data\": %s}".formatted(data));
    }

    ScriptedProxmox on(String request, int status, String body) {
        answers.computeIfAbsent(request, first -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** What was asked, but for what changes nothing. */
    List<String> changes() {
        return requests.stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString().substring(ROOT.length());
        String request = exchange.getRequestMethod() + " " + URLDecoder.decode(path, StandardCharsets.UTF_8);
        requests.add(body.isEmpty() ? request : request + " " + URLDecoder.decode(body, StandardCharsets.UTF_8));
        Answer answer = next(request, exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer next(String request, String authorization) {
        if (!("PVEAPIToken=" + TOKEN).equals(authorization)) {
            return new Answer(401, "{\"data\": null, \"message\": \"invalid token value!\"}");
        }
        Deque<Answer> scripted = answers.get(request);
        if (scripted == null) {
            return new Answer(501, "{\"data\": null, \"message\": \"not in the script: %s\"}".formatted(request));
        }
        return scripted.size() > 1 ? scripted.removeFirst() : scripted.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, String body) {}
}
