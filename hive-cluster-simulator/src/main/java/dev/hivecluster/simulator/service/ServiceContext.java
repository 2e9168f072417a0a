package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.hive.HiveConfig;
import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import dev.hivecluster.simulator.node.Host;
import dev.hivecluster.simulator.pki.KeyedCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * What a service knows of its machine and its cluster.
 *
 * @param host the machine that it runs on
 * @param config what {@code hive.toml} says
 */
record ServiceContext(Host host, HiveConfig config) {
    /** Ports that Hive does not configure (hive contract, section 2.6). */
    static final int NATS = 4222;

    static final int NATS_CLUSTER = 4248;
    static final int NATS_MONITOR = 8222;
    static final int PREDASTORE = 8443;
    static final int GATEWAY = 9999;
    static final int UI = 3000;

    private static final int LEAST_NODES_OF_SHARED_STORAGE = 3;
    private static final List<String> ALL_SERVICES =
            List.of("nats", "predastore", "viperblock", "daemon", "awsgw", "ui");

    MessageBus bus() {
        return host.bus();
    }

    /** Where a port of this node is. */
    InetSocketAddress socket(int port) {
        return Sockets.of(host, config.self().host(), port);
    }

    /** Where this node's clients find NATS. */
    InetSocketAddress nats() {
        return socket(NATS);
    }

    /** The same port of all nodes that run a service. */
    Set<InetSocketAddress> everywhere(String service, int port) {
        return config.nodes().stream()
                .filter(node -> services(node).contains(service))
                .map(node -> Sockets.of(host, node.host(), port))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Two nodes have a storage each; three or more share one (hive contract, section 2.3). */
    StorageNetwork.Group storageGroup() {
        boolean shared = config.nodes().size() >= LEAST_NODES_OF_SHARED_STORAGE;
        return new StorageNetwork.Group(
                config.accountId(), shared ? everywhere("predastore", PREDASTORE) : Set.of(socket(PREDASTORE)));
    }

    /** The services that a node is configured to run, in {@code hive.toml}'s words. */
    static List<String> services(ConfiguredNode node) {
        return node.services().isEmpty() ? ALL_SERVICES : node.services();
    }

    /**
     * Makes sure that this node's NATS server is up: its clients end if it is not (hive contract, section 2.6).
     *
     * @throws IOException if it is not
     */
    void requireNats() throws IOException {
        if (!bus().isUp(nats())) {
            throw new ConnectException("no NATS server listens on %s:%d; start it first: hive service nats start"
                    .formatted(config.self().host(), NATS));
        }
    }

    /** A file of the configuration directory. */
    Path configFile(String name) {
        String directory = config.configDirectory();
        return host.file(directory.endsWith("/") ? directory + name : directory + "/" + name);
    }

    /**
     * TLS by this node's certificate.
     *
     * @throws IOException if it is missing or damaged
     */
    SSLContext tls() throws IOException {
        String certificate = Files.readString(configFile("server.pem"));
        String key = Files.readString(configFile("server.key"));
        try {
            return KeyedCertificate.fromPem(certificate, key).serverContext();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "server.pem and server.key in %s are no certificate and key: %s"
                            .formatted(config.configDirectory(), e.getMessage()),
                    e);
        }
    }
}
