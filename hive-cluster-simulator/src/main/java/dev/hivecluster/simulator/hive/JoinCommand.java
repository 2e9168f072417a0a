package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.formation.FormationClient;
import dev.hivecluster.simulator.formation.FormationException;
import dev.hivecluster.simulator.formation.FormationStatus;
import dev.hivecluster.simulator.formation.FormedCluster;
import dev.hivecluster.simulator.formation.NodeRegistration;
import dev.hivecluster.simulator.pki.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hive admin join} (hive contract, sections 2.2, 2.3 and 9): registers this node with the leader, once, waits until
 * all nodes have, and writes what the leader hands out.
 */
@Command(description = "Make this machine a node of the cluster that another one leads")
final class JoinCommand implements HiveCommand {
    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--node", required = true, paramLabel = "string", description = "the node's name")
    private String name = "";

    @Option(names = "--host", required = true, paramLabel = "string", description = "the leader, as host:port")
    private String leader = "";

    @Option(names = "--data-dir", paramLabel = "string", description = "directory of the node's data")
    private @Nullable String dataDirectory;

    @Override
    public int run(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        node.check();
        session.out("🚀 Joining Hive cluster...");
        session.out("   Node: %s (%s:%d)\n   Leader: %s\n   Region: %s\n   AZ: %s\n"
                .formatted(name, node.bind(), node.port(), leader, node.region(), node.availabilityZone()));
        FormedCluster cluster = form(session);
        session.out("✅ Cluster formation complete! (%d nodes)\n"
                .formatted(cluster.nodes().size()));
        String data = session.invocation()
                .absolute(Objects.requireNonNullElse(
                        dataDirectory, session.invocation().home() + "/hive"));
        ConfigWriter writer = new ConfigWriter(session, session.configDirectory(), data);
        writer.makeDirectory();
        CertificateAuthority authority = authority(cluster);
        writer.writeAuthority(authority, MachineFiles.SECRET);
        writer.writeServerCertificate(authority, node.bind());
        session.out("🔐 Took the leader's certificate authority, and made the server's certificate by it\n");
        writer.write(name, withOwnServices(cluster), NatsCluster.of(cluster, node.clusterBind()));
        session.out("\n🎉 Node successfully joined cluster!");
        session.out("   Cluster: %s (%d nodes)"
                .formatted(cluster.credentials().clusterName(), cluster.nodes().size()));
        for (NodeRegistration member : cluster.nodes().values()) {
            session.out("     - %s (%s)".formatted(member.name(), member.bindIp()));
        }
        session.out("\nNext: start the services");
        return 0;
    }

    private FormedCluster form(HiveSession session) throws IOException, InterruptedException, HiveFailure {
        FormationClient client = new FormationClient(session.host(), leader);
        NodeRegistration self = new NodeRegistration(
                name,
                node.bind(),
                node.clusterBind(),
                node.region(),
                node.availabilityZone(),
                node.port(),
                // Which services it runs, a node does not tell its leader (section 2.2).
                List.of());
        try {
            FormationStatus joined = client.join(self);
            session.out("✅ Registered with formation server (%d/%d nodes joined)"
                    .formatted(joined.joined(), joined.expected()));
            return client.awaitCompletion(status -> waiting(session, status));
        } catch (FormationException e) {
            throw new HiveFailure("❌ Failed to join cluster: " + e.getMessage());
        } catch (IOException e) {
            session.invocation().process().checkpoint();
            throw unreachable(e);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private HiveFailure unreachable(IOException error) {
        return new HiveFailure(
                "❌ Error connecting to formation server: http://%s: %s%nIs hive admin init running there, and is %s reachable?"
                        .formatted(leader, NetworkErrors.describe(error), leader));
    }

    private static void waiting(HiveSession session, FormationStatus status) {
        try {
            session.out("   Waiting for cluster formation... (%d/%d nodes joined)"
                    .formatted(status.joined(), status.expected()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CertificateAuthority authority(FormedCluster cluster) throws HiveFailure {
        try {
            return CertificateAuthority.fromPem(cluster.caCertificate(), cluster.caKey());
        } catch (GeneralSecurityException e) {
            throw new HiveFailure("❌ Error: the leader's CA cannot be read: " + e.getMessage());
        }
    }

    private FormedCluster withOwnServices(FormedCluster cluster) {
        Map<String, NodeRegistration> nodes = new TreeMap<>(cluster.nodes());
        nodes.computeIfPresent(name, (key, registered) -> node.registration(name));
        return new FormedCluster(nodes, cluster.credentials(), cluster.caCertificate(), cluster.caKey());
    }
}
