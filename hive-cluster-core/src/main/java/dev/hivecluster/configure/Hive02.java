package dev.hivecluster.configure;

import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.ServicePorts;
import dev.hivecluster.remote.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Hive 0.2 (hive contract, sections 2, 5 and 9). */
final class Hive02 implements Dialect {
    private static final int CLUSTER_PORT = 4248;
    private static final int FORMATION_PORT = ServicePorts.HIVE.daemon();

    /** The directories that init and join make last, after every file is written. */
    private static final List<String> DATA =
            List.of("images", "amis", "volumes", "state", "logs", "nats", "predastore", "viperblock", "hive");

    /** In the order in which they are started. hive-ui is left out: it dies in clusters (section 9). */
    private static final List<String> SERVICES = List.of("nats", "predastore", "viperblock", "hive", "awsgw");

    @Override
    public String name() {
        return "hive-0.2";
    }

    @Override
    public String nodeName(Node node) {
        return "node" + node.index();
    }

    @Override
    public String configDirectory(Installation hive) {
        return data(hive) + "/config";
    }

    @Override
    public List<String> ownPaths(Installation hive) {
        return Stream.concat(Stream.of("config"), DATA.stream())
                .map(name -> data(hive) + "/" + name)
                .toList();
    }

    @Override
    public Command init(Installation hive, Node first, int nodes, ClusterSpec spec, Duration limit) {
        List<String> arguments = new ArrayList<>(List.of(hive.binary(), "admin", "init"));
        arguments.addAll(List.of("--node", nodeName(first), "--nodes", Integer.toString(nodes)));
        arguments.addAll(bind(first, first, spec));
        arguments.addAll(List.of("--hive-dir", data(hive) + "/", "--config-dir", configDirectory(hive) + "/"));
        if (nodes > 1) {
            arguments.addAll(List.of("--formation-timeout", Math.max(1, limit.toSeconds()) + "s"));
        }
        return Command.of(arguments).with("NO_COLOR", "1");
    }

    @Override
    public Command join(Installation hive, Node node, Node first, ClusterSpec spec) {
        List<String> arguments = new ArrayList<>(List.of(hive.binary(), "admin", "join"));
        arguments.addAll(List.of("--node", nodeName(node), "--host", first.data() + ":" + FORMATION_PORT));
        arguments.addAll(bind(node, first, spec));
        arguments.addAll(List.of("--data-dir", data(hive) + "/", "--config-dir", configDirectory(hive) + "/"));
        return Command.of(arguments).with("NO_COLOR", "1");
    }

    private static List<String> bind(Node node, Node first, ClusterSpec spec) {
        return List.of(
                "--bind",
                node.data(),
                "--cluster-bind",
                node.data(),
                "--cluster-routes",
                first.data() + ":" + CLUSTER_PORT,
                "--port",
                Integer.toString(FORMATION_PORT),
                "--region",
                spec.region(),
                "--az",
                spec.availabilityZone());
    }

    @Override
    public Command formationAnswers(Node first) {
        return Command.of(
                "curl",
                "-fsS",
                "--noproxy",
                "*",
                "--max-time",
                "5",
                "http://" + first.data() + ":" + FORMATION_PORT + "/formation/health");
    }

    @Override
    public Command completed(Installation hive) {
        List<String> arguments = new ArrayList<>(List.of("ls", "-d"));
        for (String file : List.of("hive.toml", "nats/nats.conf", "predastore/predastore.toml", "awsgw/awsgw.toml")) {
            arguments.add(configDirectory(hive) + "/" + file);
        }
        DATA.forEach(name -> arguments.add(data(hive) + "/" + name));
        return Command.of(arguments);
    }

    @Override
    public Command configuration(Installation hive) {
        return Command.of("cat", configDirectory(hive) + "/hive.toml", configDirectory(hive) + "/ca.pem");
    }

    @Override
    public Command credentials(Installation hive) {
        return Command.of("cat", hive.home() + "/.aws/credentials");
    }

    @Override
    public Command pids(Installation hive) {
        List<String> arguments = new ArrayList<>(List.of("cat"));
        SERVICES.forEach(name -> arguments.add(logs(hive) + "/" + name + ".pid"));
        return Command.of(arguments);
    }

    @Override
    public List<String> serviceNames() {
        return SERVICES;
    }

    @Override
    public boolean isFormation(Installation hive, String arguments) {
        return arguments.matches(".*\\badmin (init|join) .*")
                && arguments.contains(" --config-dir " + configDirectory(hive) + "/");
    }

    /**
     * Not through Hive's own start-dev.sh: its check of a slow daemon ends it with status 1, it pauses two seconds for each
     * service and twenty for a storage that waits for its quorum, and hive-ui, which it starts by default, dies in clusters
     * (sections 2.6, 2.7 and 9).
     */
    @Override
    public HiveService service(String name, Installation hive, Node node, HiveConfiguration configuration) {
        // A daemon that finds no NATS ends (section 2.6), and block devices want their storage.
        HiveService.Listener listener = switch (name) {
            case "nats" -> HiveService.Listener.NATS;
            case "predastore" -> HiveService.Listener.STORAGE;
            default -> HiveService.Listener.NONE;
        };
        return new HiveService(name, hive.binary(), environment(name, hive, node, configuration), logs(hive), listener);
    }

    private Map<String, String> environment(
            String service, Installation hive, Node node, HiveConfiguration configuration) {
        String config = configDirectory(hive);
        Map<String, String> environment = new LinkedHashMap<>();
        switch (service) {
            case "nats" -> environment.put("HIVE_CONFIG_PATH", config + "/nats/nats.conf");
            case "predastore" -> {
                environment.put("HIVE_PREDASTORE_BASE_PATH", data(hive) + "/predastore/");
                environment.put("HIVE_PREDASTORE_CONFIG_PATH", config + "/predastore/predastore.toml");
                environment.put("HIVE_PREDASTORE_TLS_CERT", config + "/server.pem");
                environment.put("HIVE_PREDASTORE_TLS_KEY", config + "/server.key");
                environment.put("HIVE_PREDASTORE_HOST", node.data());
                environment.put("HIVE_PREDASTORE_PORT", Integer.toString(ServicePorts.HIVE.storage()));
                environment.put("HIVE_PREDASTORE_BACKEND", "distributed");
                configuration.storageId().ifPresent(id -> environment.put("HIVE_PREDASTORE_NODE_ID", id));
            }
            case "viperblock" -> {
                environment.put("HIVE_CONFIG_PATH", config + "/hive.toml");
                environment.put("HIVE_BASE_DIR", data(hive) + "/viperblock/");
                hive.blockPlugin().ifPresent(plugin -> environment.put("HIVE_VIPERBLOCK_PLUGIN_PATH", plugin));
            }
            case "hive" -> {
                environment.put("HIVE_CONFIG_PATH", config + "/hive.toml");
                environment.put("HIVE_BASE_DIR", data(hive) + "/hive/");
                environment.put("HIVE_WAL_DIR", data(hive) + "/hive");
            }
            case "awsgw" -> {
                environment.put("HIVE_CONFIG_PATH", config + "/hive.toml");
                environment.put("HIVE_BASE_DIR", config);
                environment.put("HIVE_AWSGW_TLS_CERT", config + "/server.pem");
                environment.put("HIVE_AWSGW_TLS_KEY", config + "/server.key");
            }
            default -> throw new IllegalArgumentException("Hive 0.2 has no service " + service);
        }
        return environment;
    }

    @Override
    public Command listNodes(Installation hive) {
        return list("nodes", hive);
    }

    @Override
    public Command listInstances(Installation hive) {
        return list("vms", hive);
    }

    private Command list(String what, Installation hive) {
        // The command always takes its whole time limit (section 5): a short one, asked again, is ready sooner.
        return Command.of(
                        hive.binary(), "get", what, "--config", configDirectory(hive) + "/hive.toml", "--timeout", "1s")
                .with("NO_COLOR", "1");
    }

    @Override
    public List<String> notReady(String listed, List<Node> nodes) {
        Map<String, String> states = new LinkedHashMap<>();
        for (String line : listed.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 2) {
                states.put(cells[0].strip(), cells[1].strip());
            }
        }
        return nodes.stream()
                .filter(node -> !"Ready".equals(states.get(nodeName(node))))
                .map(node -> node + " is " + states.getOrDefault(nodeName(node), "not listed"))
                .toList();
    }

    private static String data(Installation hive) {
        return hive.home() + "/hive";
    }

    @Override
    public String logs(Installation hive) {
        return data(hive) + "/logs";
    }
}
