package dev.hivecluster.simulator.hive;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Writes and reads {@code hive.toml} (hive contract, section 2.5). */
final class HiveToml {
    private static final TomlMapper TOML = new TomlMapper();
    private static final int NATS = 4222;

    /** Fewer nodes have a storage each, which does not count them (hive contract, section 2.3). */
    static final int LEAST_NODES_OF_SHARED_STORAGE = 3;

    private HiveToml() {}

    static String write(HiveConfig config) {
        ConfiguredNode self = config.self();
        String name = "nodes." + self.name();
        StringBuilder out = new StringBuilder();
        out.append("# Written by hive admin.\n");
        out.append("version = \"1.0\"\nepoch = 1\nnode = ")
                .append(quoted(self.name()))
                .append("\n");
        node(out, self);
        out.append("\naccount_id = ").append(quoted(config.accountId())).append('\n');
        keys(out, config.credentials());
        table(out, name + ".daemon", self.host(), self.port());
        tls(out);
        table(out, name + ".awsgw", self.host(), ServicePorts.HIVE.gateway());
        tls(out);
        out.append("debug = true\nconfig = \"awsgw/awsgw.toml\"\n");
        table(out, name + ".nats", self.host(), NATS);
        out.append("\n[")
                .append(name)
                .append(".nats.acl]\ntoken = ")
                .append(quoted(config.natsToken()))
                .append('\n');
        out.append("\n[").append(name).append(".nats.sub]\n");
        table(out, name + ".predastore", self.host(), ServicePorts.HIVE.storage());
        out.append("region = ").append(quoted(self.region())).append("\nbucket = \"predastore\"\n");
        keys(out, config.credentials());
        if (config.nodes().size() >= LEAST_NODES_OF_SHARED_STORAGE) {
            out.append("node_id = ").append(config.storageId()).append('\n');
        }
        config.nodes().stream().filter(node -> !node.equals(self)).forEach(node -> node(out, node));
        return out.toString();
    }

    private static void node(StringBuilder out, ConfiguredNode node) {
        out.append("\n[nodes.").append(node.name()).append("]\n");
        out.append("node = ").append(quoted(node.name())).append('\n');
        out.append("host = ").append(quoted(node.host())).append('\n');
        out.append("region = ").append(quoted(node.region())).append('\n');
        out.append("az = ").append(quoted(node.availabilityZone())).append('\n');
        if (!node.services().isEmpty()) {
            out.append("services = ")
                    .append(node.services().stream().map(HiveToml::quoted).collect(Collectors.joining(", ", "[", "]")))
                    .append('\n');
        }
    }

    private static void table(StringBuilder out, String name, String host, int port) {
        out.append("\n[")
                .append(name)
                .append("]\nhost = ")
                .append(quoted(host + ":" + port))
                .append('\n');
    }

    private static void tls(StringBuilder out) {
        out.append("tlskey = \"config/server.key\"\ntlscert = \"config/server.pem\"\n");
    }

    private static void keys(StringBuilder out, Credentials credentials) {
        out.append("accesskey = ").append(quoted(credentials.accessKeyId())).append('\n');
        out.append("secretkey = ").append(quoted(credentials.secretAccessKey())).append('\n');
    }

    /** A basic string. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** @throws IOException if it is no such file; the message says what is wrong */
    static HiveConfig read(String toml, String configDirectory, String dataDirectory) throws IOException {
        try {
            JsonNode root = TOML.readTree(toml);
            String self = required(root, "node");
            JsonNode own = root.path("nodes").path(self);
            List<ConfiguredNode> nodes = new ArrayList<>();
            for (var entry : root.path("nodes").properties()) {
                nodes.add(node(entry.getKey(), entry.getValue()));
            }
            nodes.sort((a, b) -> a.name().compareTo(b.name()));
            return new HiveConfig(
                    self,
                    nodes,
                    required(own, "account_id"),
                    new Credentials(required(own, "accesskey"), required(own, "secretkey")),
                    required(own.path("nats").path("acl"), "token"),
                    configDirectory,
                    dataDirectory);
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    private static ConfiguredNode node(String name, JsonNode node) throws IOException {
        String daemon = node.path("daemon").path("host").asString("");
        int colon = daemon.lastIndexOf(':');
        List<String> services = new ArrayList<>();
        for (JsonNode service : node.path("services")) {
            services.add(service.asString());
        }
        return new ConfiguredNode(
                name,
                required(node, "host"),
                colon < 0 ? ServicePorts.HIVE.daemon() : Integer.parseInt(daemon.substring(colon + 1)),
                required(node, "region"),
                required(node, "az"),
                services);
    }

    private static String required(JsonNode table, String key) throws IOException {
        JsonNode value = table.path(key);
        if (!value.isString()) {
            throw new IOException("a text is missing for " + key);
        }
        return value.asString();
    }
}
