package dev.hivecluster.remote;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.hivecluster.model.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** The contract over SSH, against OpenSSH's own server. */
class OpenSshShellTest extends ShellContract {
    @Override
    protected Shell open(Path temp, Deque<AutoCloseable> owned) throws IOException, InterruptedException {
        TestCluster cluster = new TestCluster(temp);
        OpenSshServer server = new OpenSshServer(temp, cluster.hostKeyFile, cluster.userKey);
        owned.push(server);
        Inventory inventory = cluster.inventory(server.port());
        SshShells shells = cluster.shells(inventory);
        owned.push(shells);
        return shells.open(inventory.node(1), cluster.activity);
    }

    @Override
    @Test
    protected void a_signal_reaches_the_command() throws Exception {
        assumeFalse(TestCluster.USER.equals("root"), "OpenSSH does not signal the commands of root");
        super.a_signal_reaches_the_command();
    }
}
