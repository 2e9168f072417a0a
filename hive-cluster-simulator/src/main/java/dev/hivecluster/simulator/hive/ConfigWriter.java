package dev.hivecluster.simulator.hive;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.formation.FormedCluster;
import dev.hivecluster.simulator.formation.NodeRegistration;
import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import dev.hivecluster.simulator.pki.CertificateAuthority;
import dev.hivecluster.simulator.pki.KeyedCertificate;
import java.io.IOException;
import java.util.List;

/** Writes what makes a machine a node of a cluster (hive contract, sections 2.5 and 9). */
final class ConfigWriter {
    private static final List<String> DATA =
            List.of("images", "amis", "volumes", "state", "logs", "nats", "predastore", "viperblock", "hive");

    private final HiveSession session;
    private final MachineFiles files;
    private final String config;
    private final String data;

    ConfigWriter(HiveSession session, String config, String data) {
        this.session = session;
        this.files = session.files();
        this.config = config;
        this.data = data;
    }

    private String path(String name) {
        return config.replaceFirst("/+$", "") + "/" + name;
    }

    boolean isConfigured() {
        return files.exists(path("hive.toml"));
    }

    String configFile() {
        return path("hive.toml");
    }

    void makeDirectory() throws IOException {
        files.directory(config, MachineFiles.OWN_DIRECTORY);
    }

    boolean hasAuthority() {
        return files.exists(path("ca.pem")) && files.exists(path("ca.key"));
    }

    String authorityCertificate() throws IOException {
        return files.read(path("ca.pem"));
    }

    String authorityKey() throws IOException {
        return files.read(path("ca.key"));
    }

    /** @param certificateMode the leader's is for everybody, that of the others is not */
    void writeAuthority(CertificateAuthority authority, String certificateMode) throws IOException {
        files.write(path("ca.key"), authority.keyPem(), MachineFiles.SECRET);
        files.write(path("ca.pem"), authority.certificatePem(), certificateMode);
    }

    void writeServerCertificate(CertificateAuthority authority, String bind) throws IOException {
        KeyedCertificate certificate = authority.issue(bind, session.host().clock());
        files.write(path("server.key"), certificate.keyPem(), MachineFiles.SECRET);
        files.write(path("server.pem"), certificate.certificatePem(), MachineFiles.PUBLIC);
    }

    /** Writes all that depends on the cluster; the data directories come last. */
    void write(String name, FormedCluster cluster, NatsCluster nats) throws IOException {
        List<ConfiguredNode> nodes = cluster.nodes().values().stream()
                .map(ConfigWriter::configured)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
        HiveConfig written = new HiveConfig(
                name,
                nodes,
                cluster.credentials().accountId(),
                new Credentials(
                        cluster.credentials().accessKey(), cluster.credentials().secretKey()),
                cluster.credentials().natsToken(),
                config,
                data);
        for (String part : List.of("awsgw", "predastore", "nats", "hive")) {
            files.directory(path(part), MachineFiles.OWN_DIRECTORY);
        }
        created("predastore/predastore.toml", StorageToml.write(written));
        created("hive.toml", HiveToml.write(written));
        created("awsgw/awsgw.toml", StorageToml.gateway(written));
        created("nats/nats.conf", NatsConf.write(written, nats));
        session.out("");
        AwsProfile.write(files, session.invocation().home(), written);
        session.out("🔧 The AWS profile hive is set; choose it with: export AWS_PROFILE=hive");
        for (String part : DATA) {
            files.directory(data.replaceFirst("/+$", "") + "/" + part, MachineFiles.DATA_DIRECTORY);
        }
        session.out("📁 The directories of " + data + " are made");
    }

    private static ConfiguredNode configured(NodeRegistration node) {
        return new ConfiguredNode(
                node.name(), node.bindIp(), node.port(), node.region(), node.availabilityZone(), node.services());
    }

    private void created(String name, String content) throws IOException {
        files.write(path(name), content, MachineFiles.SECRET);
        session.out("✅ Created: " + path(name));
    }
}
