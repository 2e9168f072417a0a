package dev.hivecluster.remote;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.sshd.client.session.ClientSession;

/**
 * The SSH sessions of one cluster: one client, shared by all its nodes. Closing it ends every session, every command in
 * one, and every thread.
 */
public final class SshShells implements ShellFactory, AutoCloseable {
    private final ClusterDirectory directory;
    private final Inventory inventory;
    private final Duration limit;
    private final KnownHosts knownHosts;
    private final SshConnector connector = new SshConnector();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "ssh-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<SshShell> shells = ConcurrentHashMap.newKeySet();

    /** @param limit how long {@link #open(Node, Activity)} waits for a node that does not answer yet */
    public SshShells(ClusterDirectory directory, Inventory inventory, Duration limit) {
        this.directory = directory;
        this.inventory = inventory;
        this.limit = limit;
        this.knownHosts = new KnownHosts(directory.knownHosts());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Shell open(Node node, Activity activity) throws ShellException, InterruptedException {
        return open(node, limit, activity);
    }

    /**
     * Waits until the node's SSH server answers, and logs in.
     *
     * @param wait how long at most; with zero it is tried once
     * @throws HostUnreachableException if it does not answer in time; the message says what was seen last
     * @throws HostKeyException at once, if it is not the host that it should be
     * @throws LoginRefusedException at once, if it does not let the user in
     */
    public Shell open(Node node, Duration wait, Activity activity) throws ShellException, InterruptedException {
        if (wait.isZero()) {
            return open(connect(node, activity), node, activity);
        }
        String condition = "the SSH server of %s (%s:%d) lets %s in"
                .formatted(node, node.management(), node.sshPort(), inventory.sshUser());
        try {
            return Await.that(activity, condition, wait).<Shell, ShellException>until(() -> {
                try {
                    return Observation.found(open(connect(node, activity), node, activity));
                } catch (HostUnreachableException e) {
                    return Observation.notYet(e.getMessage());
                }
            });
        } catch (AwaitTimeoutException e) {
            throw new HostUnreachableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        shells.forEach(SshShell::beginClose);
        shells.forEach(SshShell::close);
        timer.shutdownNow();
        connector.close();
    }

    private Shell open(ClientSession session, Node node, Activity activity) {
        SshShell shell = new SshShell(node.name(), session, () -> connect(node, activity), timer);
        shells.removeIf(SshShell::isClosed);
        shells.add(shell);
        return shell;
    }

    private ClientSession connect(Node node, Activity activity) throws ShellException, InterruptedException {
        return connector.connect(
                inventory.sshUser(),
                directory.path().resolve(inventory.sshKeyPath()),
                node,
                new HostKeyCheck(node, directory.inventoryFile(), knownHosts, activity));
    }
}
