package dev.hivecluster.lifecycle;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.PowerControl;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.ClusterTls;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.ShellException;
import dev.hivecluster.remote.SshShells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A cluster that is ready for tests: what it consists of, where it answers, and the ways into its machines. It is a handle
 * on what stands; closing it ends its sessions and leaves the cluster. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    private final ClusterDirectory directory;
    private final ClusterSpec spec;
    private final Deployer deployer;
    private final Inventory inventory;
    private final Endpoints endpoints;
    private final Credentials credentials;
    private final SSLContext tls;
    private final EventStream events;
    private final SshShells shells;
    private final NodeShells nodeShells;

    private Cluster(
            ClusterDirectory directory,
            ClusterSpec spec,
            Deployer deployer,
            Inventory inventory,
            Endpoints endpoints,
            Credentials credentials,
            SSLContext tls,
            EventStream events) {
        this.directory = directory;
        this.spec = spec;
        this.deployer = deployer;
        this.inventory = inventory;
        this.endpoints = endpoints;
        this.credentials = credentials;
        this.tls = tls;
        this.events = events;
        this.shells = new SshShells(directory, inventory, CONNECT_LIMIT);
        this.nodeShells = new NodeShells(shells, events);
    }

    /**
     * Opens a handle on a cluster that stands.
     *
     * @param events hears of connections; closed with the handle
     * @throws ClusterStateException if there is no such cluster, or if it is not configured; the message says what to call
     * @throws PhaseFailedException if its files cannot be read
     */
    static Cluster open(ClusterDirectory directory, ClusterRecord record, Deployer deployer, EventStream events)
            throws LifecycleException {
        if (record.phase() != Phase.CONFIGURED) {
            throw new ClusterStateException("cluster %s is %s, not CONFIGURED; call %s"
                    .formatted(
                            record.name(),
                            record.phase(),
                            GoalCommand.of(directory, record.phase() == Phase.PROVISIONED ? "configure" : "up")));
        }
        try {
            return new Cluster(
                    directory,
                    record.spec(),
                    deployer,
                    present(RecordedInventory.of(record, directory), directory.inventoryFile(), directory),
                    present(directory.endpoints(), directory.endpointsFile(), directory),
                    present(CredentialsFile.read(directory.credentialsFile()), directory.credentialsFile(), directory),
                    ClusterTls.trusting(Files.readString(directory.caCertificate())),
                    events);
        } catch (IOException | IllegalArgumentException e) {
            throw new PhaseFailedException("cluster %s cannot be used: %s".formatted(record.name(), e.getMessage()), e);
        }
    }

    private static <T> T present(Optional<T> value, Path file, ClusterDirectory directory) throws IOException {
        return value.orElseThrow(() -> new IOException(
                "%s is missing or incomplete; call %s again".formatted(file, GoalCommand.of(directory, "configure"))));
    }

    public ClusterName name() {
        return spec.name();
    }

    public ClusterSpec spec() {
        return spec;
    }

    /** Where everything of it lies: keys, credentials, logs, results. */
    public ClusterDirectory directory() {
        return directory;
    }

    public Inventory inventory() {
        return inventory;
    }

    /** The nodes, by index from 1. */
    public List<Node> nodes() {
        return inventory.nodes();
    }

    /**
     * The node with the given index, counted from 1.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(int index) {
        return inventory.node(index);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** The access key of the cluster's administrator. */
    public Credentials credentials() {
        return credentials;
    }

    /** The certificate of the cluster's own CA, PEM: what a client has to trust, and nothing else. */
    public Path caCertificate() {
        return directory.caCertificate();
    }

    /** TLS for clients of this cluster: trusts its CA and no other. */
    public SSLContext tls() {
        return tls;
    }

    /**
     * The shell of a node: one session, opened when it is first asked for, and closed with this handle. A node that does
     * not answer keeps nobody from the shells of the others.
     *
     * @throws ShellException if the node does not answer, or is not the one that it should be
     */
    public Shell shell(Node node) throws ShellException, InterruptedException {
        return nodeShells.of(node);
    }

    /** The machines as the backend sees them now. */
    public List<Machine> machines() throws DeployException, InterruptedException {
        return deployer.machines(directory);
    }

    /** Switches a node off, as if by its power plug; returns once it is off. */
    public void powerOff(Node node) throws DeployException, InterruptedException {
        power().powerOff(directory, node);
    }

    /** Switches a node on; returns once it is, which is before its services answer. */
    public void powerOn(Node node) throws DeployException, InterruptedException {
        power().powerOn(directory, node);
    }

    /** Switches a node off and on again, without a shutdown. */
    public void reset(Node node) throws DeployException, InterruptedException {
        power().reset(directory, node);
    }

    private PowerControl power() throws DeployException {
        if (deployer instanceof PowerControl control) {
            return control;
        }
        throw new DeployException(
                "deployer %s cannot switch the machines of %s".formatted(deployer.name(), spec.name()));
    }

    @Override
    public void close() {
        shells.close();
        events.close();
    }

    @Override
    public String toString() {
        return "cluster " + spec.name();
    }
}
