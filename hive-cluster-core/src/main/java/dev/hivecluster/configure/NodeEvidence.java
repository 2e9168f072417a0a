package dev.hivecluster.configure;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.NodeEndpoints;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.CommandResult;
import dev.hivecluster.remote.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node can still tell of a failure, saved as files: what Hive lists of nodes and instances, the processes, the ends
 * of Hive's logs, and how each service answers. What cannot be had is named in {@code not-collected.txt}; it keeps nothing
 * else from being saved.
 */
public final class NodeEvidence {
    /** The largest file that is written, in bytes; the end of what is longer is kept. */
    public static final int MOST_BYTES = 1 << 20;

    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);
    private static final String LOG_LINES = "2000";

    private final Node node;
    private final ClusterDirectory cluster;
    private final Path target;
    private final Activity activity;
    private final ClusterHttp.Factory http;
    private final List<String> missing = new ArrayList<>();

    /**
     * @param cluster the directory of the node's cluster
     * @param target where the files go; made if need be
     * @param activity masks the secrets that it knows in whatever is saved
     */
    public NodeEvidence(Node node, ClusterDirectory cluster, Path target, Activity activity) {
        this(node, cluster, target, activity, ClusterClient::new);
    }

    NodeEvidence(Node node, ClusterDirectory cluster, Path target, Activity activity, ClusterHttp.Factory http) {
        this.http = http;
        this.node = node;
        this.cluster = cluster;
        this.target = target;
        this.activity = activity;
    }

    /**
     * Saves what there is.
     *
     * @param source opens the node's shell, or finds one that is open; the shell stays open
     * @throws IOException if nothing can be written
     */
    public void collect(ShellSource source) throws IOException, InterruptedException {
        saveHealth();
        try {
            NodeSession session = new NodeSession(node, source.open(), cluster.sshConfig());
            save("processes.txt", session, ProcessList.COMMAND);
            saveHive(session);
        } catch (IOException | ConfigureException e) {
            missing.add("everything that takes a shell on %s: %s".formatted(node, e.getMessage()));
        }
        if (!missing.isEmpty()) {
            write("not-collected.txt", String.join("\n", missing) + "\n");
        }
    }

    private void saveHive(NodeSession session) throws ConfigureException, IOException, InterruptedException {
        Installation hive = new Preinstalled().install(session, activity);
        Dialect dialect = Dialects.ask(session, hive, activity);
        save("hive-get-nodes.txt", session, dialect.listNodes(hive));
        save("hive-get-vms.txt", session, dialect.listInstances(hive));
        CommandResult logs =
                session.ask(Command.of("ls", "-1", dialect.logs(hive)).within(COMMAND_LIMIT));
        for (String name : logs.stdout().lines().map(String::strip).toList()) {
            if (name.endsWith(".log")) {
                Command tail = Command.of("tail", "-n", LOG_LINES, dialect.logs(hive) + "/" + name);
                save("logs/" + name, session, tail);
            }
        }
    }

    private void save(String file, NodeSession session, Command command) throws IOException, InterruptedException {
        try {
            CommandResult result = session.ask(command.within(COMMAND_LIMIT));
            String failure = result.succeeded()
                    ? ""
                    : "\n[exit status %d of: %s]\n%s"
                            .formatted(result.status(), session.paste(command), result.stderr());
            write(file, result.stdout() + failure);
        } catch (ConfigureException e) {
            missing.add("%s: %s".formatted(file, e.getMessage()));
        }
    }

    private void saveHealth() throws IOException {
        NodeEndpoints endpoints = node.endpoints();
        ClusterHttp client;
        try {
            client = http.trusting(Files.readString(cluster.caCertificate()));
        } catch (IOException | IllegalArgumentException e) {
            missing.add("health.txt: the CA's certificate cannot be read: " + e.getMessage());
            return;
        }
        StringBuilder text = new StringBuilder();
        for (URI uri : List.of(
                endpoints.gateway(),
                endpoints.storage(),
                endpoints.daemon().resolve("/health"),
                endpoints.natsMonitor().resolve("/varz"),
                endpoints.natsMonitor().resolve("/routez"))) {
            text.append("GET ")
                    .append(uri)
                    .append('\n')
                    .append(answer(client, uri))
                    .append("\n\n");
        }
        write("health.txt", text.toString());
    }

    private static String answer(ClusterHttp client, URI uri) {
        try {
            ClusterHttp.Answer answer = client.get(uri);
            return "status %d%n%s".formatted(answer.status(), answer.body());
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    private void write(String file, String text) throws IOException {
        AtomicFiles.write(target.resolve(file), end(activity.redact(text)));
    }

    /** The end of a text, within {@value #MOST_BYTES} bytes; from the beginning of a line, where there is one. */
    static String end(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        String kept = new String(bytes, bytes.length - MOST_BYTES, MOST_BYTES, StandardCharsets.UTF_8);
        return kept.substring(kept.indexOf('\n') + 1);
    }

    /** Gives the shell of the node. */
    @FunctionalInterface
    public interface ShellSource {
        Shell open() throws IOException, InterruptedException;
    }
}
