package dev.hivecluster.remote;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.Pacer;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A cluster directory with a user's key, a host key and one node; and the warnings that were given. */
public final class TestCluster {
    static final String USER = System.getProperty("user.name");

    final ClusterDirectory directory;
    final SshKeyPair userKey = SshKeyPair.generate("user");
    final SshKeyPair hostKey = SshKeyPair.generate("host");
    final Path hostKeyFile;
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final Activity activity;

    public TestCluster(Path temp) throws IOException {
        this(temp, Pacer.REAL);
    }

    /** @param pacer the time of the waits */
    TestCluster(Path temp, Pacer pacer) throws IOException {
        directory = new ClusterDirectory(temp.resolve("clusters"), new ClusterName("x"));
        hostKeyFile = temp.resolve("host_key");
        hostKey.write(hostKeyFile);
        userKey.write(directory.sshKey());
        EventReader reader = event -> {
            if (event instanceof Event.Warning warning) {
                warnings.add(warning.message());
            }
        };
        activity = new EventStream(Clock.systemUTC(), pacer, List.of(reader)).start("test");
    }

    public EmbeddedSshServer server() throws IOException {
        return server(0);
    }

    EmbeddedSshServer server(int port) throws IOException {
        return new EmbeddedSshServer(port, List.of(hostKeyFile), userKey);
    }

    /** The inventory as a deployer writes it that knows its machines' keys. */
    Inventory inventory(int port) {
        return inventory(port, hostKey.publicKey());
    }

    Inventory inventory(int port, String... hostKeys) {
        return new Inventory(directory.name(), List.of(node(1, port, hostKeys)), USER, "ssh/id_ed25519");
    }

    /** The nodes {@code x-1}, {@code x-2} and so on, one on each port, all with the same host key. */
    public Inventory nodesAt(int... ports) {
        List<Node> nodes = IntStream.rangeClosed(1, ports.length)
                .mapToObj(index -> node(index, ports[index - 1], hostKey.publicKey()))
                .toList();
        return new Inventory(directory.name(), nodes, USER, "ssh/id_ed25519");
    }

    public SshShells shells(Inventory inventory) {
        return new SshShells(directory, inventory, Duration.ofSeconds(20));
    }

    private static Node node(int index, int port, String... hostKeys) {
        return new Node("x-" + index, index, "127.0.0.1", "127.0.0.1", port, List.of(hostKeys));
    }
}
