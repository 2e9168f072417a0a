package dev.hivecluster.simulator;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.hive.HiveConfig;
import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import dev.hivecluster.simulator.pki.CertificateAuthority;
import dev.hivecluster.simulator.pki.KeyedCertificate;
import dev.hivecluster.simulator.service.HiveService;
import dev.hivecluster.simulator.service.HiveServices;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A cluster whose nodes have been initialized and joined: configuration files, certificates, no service yet. */
public final class FormedHive implements AutoCloseable {
    /** The access key of all such clusters. */
    public static final Credentials CREDENTIALS =
            new Credentials("AKIARGJ6VTFFD1C12676", "0123456789abcdefghijklmnopqrstuvwxyzABCD");

    private static final String CONFIG = "/home/tf-user/hive/config";

    private final List<FakeHost> hosts;
    private final List<HiveConfig> configs;
    private final CertificateAuthority authority;
    private final List<NodeService> services = new CopyOnWriteArrayList<>();

    /** Forms one. */
    public FormedHive(int nodes, Path root) throws IOException {
        this(FakeHost.cluster(nodes, root));
    }

    /** Forms one of machines that are there. */
    public FormedHive(List<FakeHost> hosts) throws IOException {
        this.hosts = List.copyOf(hosts);
        int nodes = hosts.size();
        this.authority = CertificateAuthority.create(hosts.get(0).clock());
        List<ConfiguredNode> configured = IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> new ConfiguredNode(
                        "node" + i,
                        nodes == 1 ? "0.0.0.0" : hosts.get(i - 1).address(),
                        4432,
                        "ap-southeast-2",
                        "ap-southeast-2a",
                        List.of()))
                .toList();
        List<HiveConfig> all = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            all.add(new HiveConfig(
                    "node" + i, configured, "866520159568", CREDENTIALS, "nats_x", CONFIG, "/home/tf-user/hive/"));
            Path directory = Files.createDirectories(hosts.get(i - 1).file(CONFIG));
            KeyedCertificate server =
                    authority.issue(hosts.get(i - 1).address(), hosts.get(0).clock());
            Files.writeString(directory.resolve("server.pem"), server.certificatePem());
            Files.writeString(directory.resolve("server.key"), server.keyPem());
            Files.writeString(directory.resolve("hive.toml"), "node=\"node" + i + "\"\n");
        }
        this.configs = List.copyOf(all);
    }

    /** The machine of a node, from 1. */
    public FakeHost host(int node) {
        return hosts.get(node - 1);
    }

    /** The configuration of a node, from 1. */
    public HiveConfig config(int node) {
        return configs.get(node - 1);
    }

    /** Where a port of a node is. */
    public InetSocketAddress socket(int node, int port) {
        return host(node).socket(host(node).address(), port);
    }

    /** Starts a service on a node; it ends with the cluster at the latest. */
    public HiveService start(int node, String service) throws IOException, InterruptedException {
        HiveService started = HiveServices.start(service, host(node), config(node));
        services.add(new NodeService(node, started));
        return started;
    }

    /** Starts services on every node, all nodes' of a kind before the next. */
    public FormedHive startEverywhere(String... names) throws IOException, InterruptedException {
        for (String name : names) {
            for (int i = 1; i <= hosts.size(); i++) {
                start(i, name);
            }
        }
        return this;
    }

    /** Trust in the cluster's CA and nobody else. */
    public TrustManager[] trustManagers() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS of a client that trusts the cluster's CA and nobody else. */
    public SSLContext tls() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(), null);
        return context;
    }

    /** Ends all services of a node. */
    public void stop(int node) {
        end(services.stream().filter(service -> service.node == node).toList());
    }

    @Override
    public void close() {
        end(services);
    }

    private static void end(List<NodeService> services) {
        for (int i = services.size() - 1; i >= 0; i--) {
            services.get(i).service.close();
        }
    }

    private record NodeService(int node, HiveService service) {}
}
