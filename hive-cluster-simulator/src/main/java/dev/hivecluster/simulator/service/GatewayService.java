package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.compute.HiveCompute;
import dev.hivecluster.simulator.gateway.GatewayHandler;
import dev.hivecluster.simulator.http.HttpServer;
import java.io.IOException;
import java.time.Duration;

/** {@code hive service awsgw}: TLS, signatures and actions on port 9999, from before any daemon is ready. */
final class GatewayService {
    private static final Duration START = Duration.ofMillis(400);

    private GatewayService() {}

    static void start(ServiceContext context, ServiceProcess process) throws IOException, InterruptedException {
        process.work(START);
        context.requireNats();
        HiveCompute compute = process.own(new HiveCompute(new ClusterPlatform(context)));
        process.own(HttpServer.start(
                context.socket(ServiceContext.GATEWAY),
                context.tls(),
                process.host() + "-awsgw",
                context.host().clock(),
                new GatewayHandler(
                        context.config().credentials(), context.host().clock(), compute)));
    }
}
