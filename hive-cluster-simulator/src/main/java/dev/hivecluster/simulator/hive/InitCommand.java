package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.formation.ClusterSecrets;
import dev.hivecluster.simulator.formation.FormationServer;
import dev.hivecluster.simulator.formation.FormedCluster;
import dev.hivecluster.simulator.formation.NodeRegistration;
import dev.hivecluster.simulator.pki.CertificateAuthority;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hive admin init} (hive contract, sections 2.1, 2.3 and 9): makes a cluster of one, or leads the formation of a
 * larger one and then lingers, so that the others can fetch what they need.
 */
@Command(description = "Make this machine the first node of a cluster")
final class InitCommand implements HiveCommand {
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);
    private static final Duration LINGER = Duration.ofSeconds(15);
    private static final Duration MAKING_KEYS = Duration.ofSeconds(1);

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--force", description = "overwrite the configuration that is there")
    private boolean force;

    @Option(names = "--node", paramLabel = "string", description = "the node's name")
    private String name = "node1";

    @Option(names = "--nodes", paramLabel = "int", description = "how many nodes the cluster will have")
    private int nodes = 3;

    @Option(names = "--formation-timeout", paramLabel = "string", description = "how long to wait for the other nodes")
    private String formationTimeout = "10m";

    @Option(names = "--cluster-name", paramLabel = "string", description = "the name of the NATS cluster")
    private String clusterName = "hive";

    @Option(
            names = {"--host", "--predastore-nodes"},
            paramLabel = "string",
            description = "without effect here")
    void ignored(@Nullable String value) {}

    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        node.check();
        String directory = session.configDirectory();
        ConfigWriter writer = new ConfigWriter(session, directory, session.dataDirectory());
        session.out("🚀 Initializing Hive on %s, port %d".formatted(node.bind(), node.port()));
        session.out("   Configuration directory: %s\n".formatted(directory));
        if (writer.isConfigured() && !force) {
            session.out("⚠️  Hive already initialized!");
            session.out("   %s exists; to write it anew: hive admin init --force".formatted(writer.configFile()));
            return 0;
        }
        writer.makeDirectory();
        ClusterSecrets secrets = Secrets.create(clusterName, node.region());
        session.out("🔑 Generated AWS credentials:");
        session.out("   Access Key: " + secrets.accessKey());
        session.out("   Secret Key: " + secrets.secretKey());
        session.out("   Account ID: " + secrets.accountId() + "\n");
        CertificateAuthority authority = authority(session, writer);
        NodeRegistration self = node.registration(name);
        // The rule by which Hive forms a cluster (section 2.1).
        if (nodes >= 2 && !node.bind().equals("0.0.0.0")) {
            lead(session, writer, authority, self, secrets);
        } else {
            FormedCluster alone =
                    new FormedCluster(Map.of(name, self), secrets, authority.certificatePem(), authority.keyPem());
            writer.write(name, alone, new NatsCluster(clusterName, node.clusterBind(), node.clusterRoutes()));
            session.out("\n🎉 Hive initialization complete!");
        }
        session.out("\nNext: start the services on every node, then try: aws --profile hive ec2 describe-regions");
        return 0;
    }

    private CertificateAuthority authority(HiveSession session, ConfigWriter writer)
            throws IOException, InterruptedException, HiveFailure {
        if (writer.hasAuthority() && !force) {
            session.out("✅ CA and SSL certificates already exist\n");
            try {
                return CertificateAuthority.fromPem(writer.authorityCertificate(), writer.authorityKey());
            } catch (GeneralSecurityException e) {
                throw new HiveFailure("❌ Error: the CA's certificate or key cannot be read: " + e.getMessage());
            }
        }
        session.work(MAKING_KEYS);
        CertificateAuthority authority =
                CertificateAuthority.create(session.host().clock());
        writer.writeAuthority(authority, MachineFiles.PUBLIC);
        writer.writeServerCertificate(authority, node.bind());
        session.out("🔐 Made a certificate authority, and by it the server's certificate\n");
        return authority;
    }

    private Duration limit(HiveSession session) throws HiveFailure {
        Duration limit = GoDuration.parse(formationTimeout)
                .orElseThrow(() -> new HiveFailure("❌ Error: Invalid --formation-timeout: time: invalid duration \"%s\""
                        .formatted(formationTimeout)));
        // A limit that somebody gives is meant in the real world's time, Hive's own in Hive's.
        return limit.equals(DEFAULT_LIMIT) ? session.host().timeScale().scaled(limit) : limit;
    }

    private void lead(
            HiveSession session,
            ConfigWriter writer,
            CertificateAuthority authority,
            NodeRegistration self,
            ClusterSecrets secrets)
            throws IOException, InterruptedException, HiveFailure {
        Duration limit = limit(session);
        try (FormationServer formation = listen(session, authority, self, secrets)) {
            session.out("📡 Formation server started on %s:%d".formatted(node.bind(), node.port()));
            session.out("   Waiting for %d more node(s) to join...".formatted(nodes - 1));
            session.out("   Each of them: hive admin join --host %s:%d --node <name> --bind <ip>\n"
                    .formatted(node.bind(), node.port()));
            Optional<FormedCluster> cluster = formation.await(limit);
            if (cluster.isEmpty()) {
                throw new HiveFailure("❌ formation timed out after %s: %d/%d nodes joined"
                        .formatted(GoDuration.text(limit), formation.joined(), nodes));
            }
            session.out("✅ All %d nodes joined!\n".formatted(nodes));
            writer.write(name, cluster.get(), NatsCluster.of(cluster.get(), node.clusterBind()));
            session.out("\n⏳ Waiting for joining nodes to fetch cluster data...");
            session.work(LINGER);
            session.out("\n🎉 Cluster formation complete!");
            session.out("   Cluster: %s (%d nodes)".formatted(clusterName, nodes));
            for (NodeRegistration member : cluster.get().nodes().values()) {
                session.out("     - %s (%s)".formatted(member.name(), member.bindIp()));
            }
        }
    }

    private FormationServer listen(
            HiveSession session, CertificateAuthority authority, NodeRegistration self, ClusterSecrets secrets)
            throws HiveFailure {
        if (!node.bind().equals(session.host().address()) && !node.bind().startsWith("127.0.0.")) {
            throw notListening("bind: cannot assign requested address");
        }
        try {
            return FormationServer.start(
                    session.host(), self, nodes, secrets, authority.certificatePem(), authority.keyPem());
        } catch (IOException e) {
            throw notListening(NetworkErrors.describe(e));
        }
    }

    private HiveFailure notListening(String problem) {
        return new HiveFailure(
                "❌ Error starting formation server: listen tcp %s:%d: %s".formatted(node.bind(), node.port(), problem));
    }
}
