package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.hive.HiveConfig.ConfiguredNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code nats.conf} (hive contract, section 2.5). */
final class NatsConf {
    private static final Pattern STORE = Pattern.compile("store_dir:\\s*\"(.*?)/?nats/\"");

    private NatsConf() {}

    /** The file. */
    static String write(HiveConfig config, NatsCluster cluster) {
        ConfiguredNode self = config.self();
        StringBuilder out = new StringBuilder("# Written by hive admin.\n\n");
        out.append("listen: ").append(self.host()).append(":4222\n\n");
        if (!cluster.routes().isEmpty()) {
            out.append("cluster {\n  name: ").append(cluster.name()).append('\n');
            out.append("  listen: ").append(cluster.bind()).append(":4248\n\n  routes = [\n");
            cluster.routes()
                    .forEach(route -> out.append("    \"nats://").append(route).append("\",\n"));
            out.append("  ]\n}\n\n");
        }
        out.append("server_name: hive-nats-").append(self.name()).append("\n\n");
        out.append("# The token stays a comment: NATS asks nobody.\nauthorization {\n#  token: \"")
                .append(config.natsToken())
                .append("\"\n}\n\n");
        // Hive puts a slash of its own after the directory, whether or not it ends with one.
        out.append("jetstream {\n  store_dir: \"")
                .append(config.dataDirectory())
                .append("/nats/\"\n");
        out.append("  max_memory_store: 1GB\n  max_file_store: 10GB\n}\n\n");
        out.append("debug: false\ntrace: false\nlogtime: true\n");
        out.append("log_file: \"").append(config.dataDirectory()).append("/logs/nats.log\"\n\n");
        out.append("max_connections: 1000\nmax_payload: 1MB\nmax_pending: 64MB\n\n");
        return out.append("http: ").append(self.host()).append(":8222\n").toString();
    }

    /** The directory of Hive's data. */
    static Optional<String> dataDirectory(String content) {
        Matcher store = STORE.matcher(content);
        return store.find() ? Optional.of(store.group(1)) : Optional.empty();
    }
}
