package dev.hivecluster.remote;

import dev.hivecluster.model.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;

/** The contract over SSH, against a server in this JVM. */
class EmbeddedSshShellTest extends ShellContract {
    @Override
    protected Shell open(Path temp, Deque<AutoCloseable> owned) throws IOException, InterruptedException {
        TestCluster cluster = new TestCluster(temp);
        EmbeddedSshServer server = cluster.server();
        owned.push(server);
        Inventory inventory = cluster.inventory(server.port());
        SshShells shells = cluster.shells(inventory);
        owned.push(shells);
        return shells.open(inventory.node(1), cluster.activity);
    }
}
