package dev.hivecluster.simulator.service;

import dev.hivecluster.model.Json;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.TcpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code hive service nats}: the port 4222 that greets and answers pings, 4248 for the other servers, the monitor on 8222
 * (hive contract, section 2.6). What the messages would say is carried by {@link MessageBus}.
 */
final class NatsService {
    static final String VERSION = "2.11.6";
    static final String GO_VERSION = "go1.26.8";

    private static final Duration START = Duration.ofMillis(200);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final NatsPeer self;
    private final String listens;
    private final AtomicInteger clients = new AtomicInteger();

    private NatsService(NatsPeer self, String listens) {
        this.self = self;
        this.listens = listens;
    }

    static void start(ServiceContext context, ServiceProcess process) throws IOException, InterruptedException {
        process.work(START);
        String name = process.host() + "-nats";
        Set<InetSocketAddress> cluster = context.everywhere("nats", ServiceContext.NATS);
        NatsPeer self = new NatsPeer(
                context.config().node(),
                newId('N'),
                context.nats(),
                cluster,
                context.host().clock().instant());
        NatsService server = new NatsService(self, context.config().self().host());
        process.own(TcpServer.start(self.socket(), name, server::greet));
        if (context.config().nodes().size() > 1) {
            process.own(TcpServer.start(context.socket(ServiceContext.NATS_CLUSTER), name + "-cluster", server::greet));
        }
        process.own(HttpServer.start(
                context.socket(ServiceContext.NATS_MONITOR),
                null,
                name + "-monitor",
                context.host().clock(),
                new NatsMonitor(context, self)));
        process.own(() -> context.bus().shut(self));
        context.bus().open(self);
    }

    private static String newId(char kind) {
        StringBuilder id = new StringBuilder().append(kind);
        while (id.length() < 56) {
            id.append(BASE_32.charAt(RANDOM.nextInt(BASE_32.length())));
        }
        return id.toString();
    }

    private void greet(Socket socket) throws IOException {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("server_id", self.id());
        info.put("server_name", self.name());
        info.put("version", VERSION);
        info.put("proto", 1);
        info.put("go", GO_VERSION);
        info.put("host", listens);
        info.put("port", socket.getLocalPort());
        info.put("headers", true);
        info.put("max_payload", 1_048_576);
        info.put("jetstream", true);
        info.put("client_id", clients.incrementAndGet());
        info.put("client_ip", socket.getInetAddress().getHostAddress());
        OutputStream out = socket.getOutputStream();
        say(out, "INFO " + Json.line(info) + " ");
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "PING" -> say(out, "PONG");
                case "CONNECT", "PONG", "INFO" -> {}
                default -> {
                    say(out, "-ERR 'Unknown Protocol Operation'");
                    return;
                }
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
