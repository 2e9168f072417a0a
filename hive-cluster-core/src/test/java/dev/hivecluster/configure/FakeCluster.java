package dev.hivecluster.configure;

import dev.hivecluster.configure.ClusterHttp.Answer;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.ShellFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Machines with Hive 0.2, in memory: it forms, joins, starts and stops as the real one does, without ever waiting for time
 * to go by. Its monitor is what its blocking commands wait on.
 */
final class FakeCluster {
    static final String ACCESS_KEY = "AKIATESTTESTTESTTEST";
    static final String SECRET_KEY = "s3cretS3cretS3cretS3cretS3cretS3cretS3cr";

    private static final AtomicInteger FORMATIONS = new AtomicInteger();

    private final Map<String, FakeNode> nodes = new LinkedHashMap<>();
    private @Nullable FakeFormation formation;

    /** Machines that are up, with Hive installed, that belong to no cluster. */
    FakeCluster(int size) {
        IntStream.rangeClosed(1, size).forEach(index -> {
            Node node = new Node("x-" + index, index, "192.0.2." + index, "10.0.0." + index, 22, List.of());
            nodes.put(node.name(), new FakeNode(this, node));
        });
    }

    Inventory inventory() {
        return new Inventory(
                new ClusterName("x"),
                nodes.values().stream().map(FakeNode::node).toList(),
                "tf-user",
                "ssh/id_ed25519");
    }

    FakeNode node(int index) {
        FakeNode node = nodes.get("x-" + index);
        if (node == null) {
            throw new IllegalArgumentException("no node " + index);
        }
        return node;
    }

    List<FakeNode> all() {
        return List.copyOf(nodes.values());
    }

    ShellFactory shells() {
        return (node, activity) -> node(node.index()).open();
    }

    /** Begins a formation; the leader counts as joined. */
    synchronized FakeFormation lead(String leader, int expected) {
        FakeFormation begun = new FakeFormation(expected, FORMATIONS.incrementAndGet());
        begun.register(leader);
        formation = begun;
        notifyAll();
        return begun;
    }

    synchronized @Nullable FakeFormation formation() {
        return formation;
    }

    synchronized void endFormation() {
        formation = null;
        notifyAll();
    }

    /** HTTP to the services that run. */
    ClusterHttp.Factory http() {
        return certificate -> new ClusterHttp() {
            @Override
            public Answer get(URI uri) throws IOException {
                return at(uri).get(uri, FakeCluster.this);
            }

            @Override
            public Answer post(URI uri, Map<String, String> headers, byte[] body) throws IOException {
                FakeNode node = at(uri);
                if (uri.getScheme().equals("https") && !node.certificate().equals(certificate)) {
                    throw new IOException("PKIX path building failed");
                }
                return node.post(uri, headers);
            }
        };
    }

    private FakeNode at(URI uri) throws IOException {
        return nodes.values().stream()
                .filter(node -> node.node().data().equals(uri.getHost()) && !node.isDead())
                .findFirst()
                .orElseThrow(() -> new ConnectException("No route to host"));
    }

    /** What {@code hive get nodes} prints. */
    String nodeTable() {
        return nodes.values().stream()
                        .map(node -> "node%d | %s | %s | ap-southeast-2 | ap-southeast-2a | 0m | 0 | nats,daemon"
                                .formatted(
                                        node.node().index(),
                                        node.listsAsReady() ? "Ready   " : "NotReady",
                                        node.node().data()))
                        .collect(Collectors.joining(
                                "\n", "NAME  | STATUS   | IP       | REGION | AZ | UPTIME | VMs | SERVICES\n", "\n"))
                + "\n";
    }

    /** Waits, with the monitor, until the condition holds. */
    synchronized void await(FakeNode node, Condition condition) throws InterruptedException, ShellException {
        while (!condition.holds()) {
            node.requireReachable();
            wait();
        }
        node.requireReachable();
    }

    interface Condition {
        boolean holds();
    }
}
