package dev.hivecluster.simulator.hive;

import dev.hivecluster.simulator.formation.NodeRegistration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code admin init} and {@code admin join} that describe the node itself (hive contract, 2.1 and 2.2). */
final class NodeOptions {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+");
    private static final Set<String> SERVICES = Set.of("nats", "predastore", "viperblock", "daemon", "awsgw", "ui");

    @Option(names = "--region", paramLabel = "string", description = "the cluster's region")
    private String region = "ap-southeast-2";

    @Option(names = "--az", paramLabel = "string", description = "the node's availability zone")
    private String availabilityZone = "ap-southeast-2a";

    @Option(names = "--bind", paramLabel = "string", description = "the address that services listen on")
    private String bind = "0.0.0.0";

    @Option(names = "--port", paramLabel = "int", description = "the port of formation, and of the daemon later")
    private int port = 4432;

    @Option(names = "--cluster-bind", paramLabel = "string", description = "the address for other nodes' NATS")
    private @Nullable String clusterBind;

    @Option(names = "--cluster-routes", split = ",", paramLabel = "string", description = "other nodes' NATS")
    private List<String> clusterRoutes = List.of();

    @Option(names = "--services", split = ",", paramLabel = "strings", description = "the services that run here")
    private List<String> services = List.of();

    String region() {
        return region;
    }

    String availabilityZone() {
        return availabilityZone;
    }

    String bind() {
        return bind;
    }

    int port() {
        return port;
    }

    String clusterBind() {
        return clusterBind == null || clusterBind.isEmpty() ? bind : clusterBind;
    }

    /** Given by the user; without effect where a cluster is formed (section 2.1). */
    List<String> clusterRoutes() {
        return clusterRoutes;
    }

    List<String> services() {
        return services;
    }

    /** @throws HiveFailure for the first flag that cannot be used */
    void check() throws HiveFailure {
        if (!isAddress(bind)) {
            throw new HiveFailure("❌ Error: Invalid IP address for --bind: " + bind);
        }
        if (port < 1 || port > 65_535) {
            throw new HiveFailure("❌ Error: Port must be between 1 and 65535, got: " + port);
        }
        if (!isAddress(clusterBind())) {
            throw new HiveFailure("❌ Error: Invalid IP address for --cluster-bind: " + clusterBind());
        }
        for (String service : services) {
            if (!SERVICES.contains(service)) {
                throw new HiveFailure("❌ Error: Invalid service for --services: " + service);
            }
        }
    }

    private static boolean isAddress(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return false;
        }
        return text.contains(":")
                || Pattern.compile("\\.").splitAsStream(text).allMatch(part -> Integer.parseInt(part) <= 255);
    }

    NodeRegistration registration(String name) {
        return new NodeRegistration(name, bind, clusterBind(), region, availabilityZone, port, services);
    }
}
