package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.hive.HiveConfig;
import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The services that {@code hive service <name> start} knows. */
public final class HiveServices {
    /** Their names, in the order in which they are started (hive contract, section 2.6). */
    public static final List<String> NAMES = List.of("nats", "predastore", "viperblock", "hive", "awsgw", "hive-ui");

    private static final Duration VIPERBLOCK_START = Duration.ofMillis(200);

    private HiveServices() {}

    /**
     * Starts a service. Returns when it has come as far as a real one that does not end at once: a daemon then answers
     * {@code /health}; a predastore may still be waiting for its cluster.
     *
     * @throws IOException as a real one would fail: a port that is taken, a daemon without NATS, a UI in a cluster
     * @throws InterruptedException if the thread was interrupted meanwhile; nothing is left running
     * @throws IllegalArgumentException if there is no such service
     */
    public static HiveService start(String name, Host host, HiveConfig config)
            throws IOException, InterruptedException {
        Starter starter = switch (name) {
            case "nats" -> NatsService::start;
            case "predastore" -> PredastoreService::start;
            case "viperblock" -> HiveServices::startViperblock;
            case "hive" -> DaemonService::start;
            case "awsgw" -> GatewayService::start;
            case "hive-ui" -> UiService::start;
            default ->
                throw new IllegalArgumentException(
                        "no service %s; there are: %s".formatted(name, String.join(", ", NAMES)));
        };
        ServiceProcess process = ServiceProcess.begin(name, host);
        boolean started = false;
        try {
            starter.start(new ServiceContext(host, config), process);
            started = true;
            return process;
        } finally {
            if (!started) {
                process.close();
            }
        }
    }

    /** It serves volumes by way of NATS alone and has no port. */
    private static void startViperblock(ServiceContext context, ServiceProcess process)
            throws IOException, InterruptedException {
        process.work(VIPERBLOCK_START);
        context.requireNats();
    }

    @FunctionalInterface
    private interface Starter {
        void start(ServiceContext context, ServiceProcess process) throws IOException, InterruptedException;
    }
}
