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
     * Starts a service.
     *
     * @throws IOException as a real one would fail, such as a port that is taken
     * @throws IllegalArgumentException if there is no such service
     */
    public static HiveService start(String name, Host host, HiveConfig config) throws IOException {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no service " + name + " on " + host.name() + " of " + config.node());
        }
        return () -> {};
    }
}
