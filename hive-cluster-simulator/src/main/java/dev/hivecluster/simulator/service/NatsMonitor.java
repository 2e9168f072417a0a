package dev.hivecluster.simulator.service;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.http.Handler;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import dev.hivecluster.simulator.signature.SignatureV4;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The monitor of a NATS server: who is connected to it, and how it is configured. */
final class NatsMonitor implements Handler {
    private static final int ROUTES_PER_PEER = 4;
    private static final int MAX_CONNECTIONS_SHOWN = 1024;
    private static final int FIRST_CLIENT_PORT = 40_000;

    private final ServiceContext context;
    private final NatsPeer self;
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    NatsMonitor(ServiceContext context, NatsPeer self) {
        this.context = context;
        this.self = self;
    }

    @Override
    public Response handle(Request request) {
        requests.merge(request.path(), 1, Integer::sum);
        return switch (request.path()) {
            case "/healthz" -> answer("{\"status\":\"ok\"}");
            case "/varz" -> answer(Json.write(varz()));
            case "/routez" -> answer(Json.write(routez()));
            case "/connz" -> answer(Json.write(connz()));
            case "/jsz" -> answer(Json.write(jsz()));
            default -> Response.of(404, "text/plain; charset=utf-8", "404 page not found\n");
        };
    }

    private static Response answer(String json) {
        return Response.of(200, "application/json", json).with("Access-Control-Allow-Origin", "*");
    }

    private Map<String, Object> routez() {
        List<Map<String, Object>> routes = new ArrayList<>();
        for (NatsPeer peer : context.bus().peers(self)) {
            for (int i = 0; i < ROUTES_PER_PEER; i++) {
                routes.add(route(peer, routes.size() + 1, i == ROUTES_PER_PEER - 1));
            }
        }
        Map<String, Object> routez = identity();
        routez.put("server_name", self.name());
        routez.put("now", now().toString());
        routez.put("num_routes", routes.size());
        routez.put("routes", routes);
        return routez;
    }

    private Map<String, Object> route(NatsPeer peer, int number, boolean system) {
        Instant start = self.start().isAfter(peer.start()) ? self.start() : peer.start();
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("rid", number);
        route.put("remote_id", peer.id());
        route.put("remote_name", peer.name());
        route.put("did_solicit", true);
        route.put("is_configured", true);
        route.put("ip", peer.socket().getAddress().getHostAddress());
        route.put("port", FIRST_CLIENT_PORT + number);
        route.putAll(traffic(start));
        route.put("pending_size", 0);
        route.putAll(messages());
        if (system) {
            route.put("account", "$SYS");
        }
        route.put("compression", "off");
        return route;
    }

    private Map<String, Object> connz() {
        List<Map<String, Object>> connections = new ArrayList<>();
        int clients = clients();
        for (int i = 1; i <= clients; i++) {
            Map<String, Object> connection = new LinkedHashMap<>();
            connection.put("cid", i);
            connection.put("kind", "Client");
            connection.put("type", "nats");
            connection.put("ip", self.socket().getAddress().getHostAddress());
            connection.put("port", FIRST_CLIENT_PORT + i);
            connection.putAll(traffic(self.start()));
            connection.put("pending_bytes", 0);
            connection.putAll(messages());
            connection.put("lang", "go");
            connection.put("version", "1.43.0");
            connections.add(connection);
        }
        Map<String, Object> connz = identity();
        connz.put("now", now().toString());
        connz.put("num_connections", clients);
        connz.put("total", clients);
        connz.put("offset", 0);
        connz.put("limit", MAX_CONNECTIONS_SHOWN);
        connz.put("connections", connections);
        return connz;
    }

    private Map<String, Object> traffic(Instant start) {
        Map<String, Object> traffic = new LinkedHashMap<>();
        traffic.put("start", start.toString());
        traffic.put("last_activity", start.toString());
        traffic.put("rtt", "200µs");
        traffic.put("uptime", age(start));
        traffic.put("idle", age(start));
        return traffic;
    }

    private static Map<String, Object> messages() {
        Map<String, Object> messages = new LinkedHashMap<>();
        for (String counter : List.of("in_msgs", "out_msgs", "in_bytes", "out_bytes", "subscriptions")) {
            messages.put(counter, 0);
        }
        return messages;
    }

    private Map<String, Object> jsz() {
        Map<String, Object> jsz = stats();
        jsz.putAll(identity());
        jsz.put("now", now().toString());
        jsz.put("config", jetStreamConfig());
        jsz.put("limits", Map.of());
        for (String counter : List.of("streams", "consumers", "messages", "bytes")) {
            jsz.put(counter, 0);
        }
        jsz.put("total", 1);
        return jsz;
    }

    private static Map<String, Object> stats() {
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("level", 1);
        api.put("total", 0);
        api.put("errors", 0);
        Map<String, Object> stats = new LinkedHashMap<>();
        for (String counter : List.of("memory", "storage", "reserved_memory", "reserved_storage")) {
            stats.put(counter, 0);
        }
        stats.put("accounts", 1);
        stats.put("ha_assets", 0);
        stats.put("api", api);
        return stats;
    }

    private Map<String, Object> jetStreamConfig() {
        String data = context.config().dataDirectory();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("max_memory", 1_073_741_824L);
        config.put("max_storage", 10_737_418_240L);
        config.put("store_dir", (data.endsWith("/") ? data : data + "/") + "nats/jetstream");
        config.put("sync_interval", 120_000_000_000L);
        config.put("compress_ok", true);
        return config;
    }

    private Map<String, Object> varz() {
        String host = context.config().self().host();
        int peers = context.bus().peers(self).size();
        Map<String, Object> varz = identity();
        varz.put("server_name", self.name());
        varz.put("version", NatsService.VERSION);
        varz.put("proto", 1);
        varz.put("go", NatsService.GO_VERSION);
        varz.put("host", host);
        varz.put("port", ServiceContext.NATS);
        varz.put("max_connections", 1000);
        varz.put("ping_interval", 120_000_000_000L);
        varz.put("ping_max", 2);
        varz.put("http_host", host);
        varz.put("http_port", ServiceContext.NATS_MONITOR);
        varz.put("http_base_path", "");
        varz.put("https_port", 0);
        varz.put("auth_timeout", 2);
        varz.put("max_control_line", 4096);
        varz.put("max_payload", 1_048_576);
        varz.put("max_pending", 67_108_864);
        varz.put("cluster", cluster(host));
        for (String unused : List.of("gateway", "leaf", "mqtt", "websocket")) {
            varz.put(unused, Map.of());
        }
        varz.put("jetstream", Map.of("config", jetStreamConfig(), "stats", stats(), "limits", Map.of()));
        varz.put("tls_timeout", 2);
        varz.put("write_deadline", 10_000_000_000L);
        varz.put("start", self.start().toString());
        varz.put("now", now().toString());
        varz.put("uptime", age(self.start()));
        varz.put("mem", 0);
        varz.put("cores", context.host().cpuCores());
        varz.put("gomaxprocs", context.host().cpuCores());
        varz.put("cpu", 0);
        varz.put("connections", clients());
        varz.put("total_connections", clients());
        varz.put("routes", peers * ROUTES_PER_PEER);
        varz.put("remotes", peers);
        varz.put("leafnodes", 0);
        varz.putAll(messages());
        varz.put("slow_consumers", 0);
        varz.put("http_req_stats", new TreeMap<>(requests));
        varz.put("config_load_time", self.start().toString());
        varz.put("config_digest", "sha256:" + configHash());
        varz.put("system_account", "$SYS");
        varz.put("slow_consumer_stats", Map.of("clients", 0, "routes", 0, "gateways", 0, "leafs", 0));
        return varz;
    }

    private Map<String, Object> cluster(String host) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        if (context.config().nodes().size() > 1) {
            cluster.put("name", "hive");
            cluster.put("addr", host);
            cluster.put("cluster_port", ServiceContext.NATS_CLUSTER);
            cluster.put("auth_timeout", 2);
        }
        return cluster;
    }

    /** Of what is in the file now; one that is missing counts as empty. */
    private String configHash() {
        try {
            return SignatureV4.hash(Files.readAllBytes(context.configFile("nats/nats.conf")));
        } catch (IOException e) {
            return SignatureV4.hash(new byte[0]);
        }
    }

    private Map<String, Object> identity() {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("server_id", self.id());
        return identity;
    }

    private int clients() {
        return context.bus().running().natsClients(context.host());
    }

    private Instant now() {
        return context.host().clock().instant();
    }

    private String age(Instant start) {
        Duration age = Duration.between(start, now());
        String minutes = age.toMinutesPart() + "m";
        String seconds = age.toSecondsPart() + "s";
        if (age.toHours() > 0) {
            return age.toHours() + "h" + minutes + seconds;
        }
        return age.toMinutes() > 0 ? minutes + seconds : seconds;
    }
}
