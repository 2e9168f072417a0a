package dev.hivecluster.simulator.formation;

import dev.hivecluster.simulator.node.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The leader's end of formation: an HTTP server without authentication that lives while {@code hive admin init} does. */
public final class FormationServer implements AutoCloseable {
    private FormationServer() {}

    /**
     * Starts listening; {@code /formation/health} answers when this returns.
     *
     * @param host the leader's machine
     * @param leader the leader itself, which is thereby registered; it listens on its bind address and port
     * @param expected how many nodes the cluster will have, the leader included
     * @throws IOException if the port is taken
     */
    public static FormationServer start(
            Host host,
            NodeRegistration leader,
            int expected,
            ClusterSecrets secrets,
            String caCertificate,
            String caKey)
            throws IOException {
        if (expected < 1 || leader.name().isEmpty() || caCertificate.isEmpty() || caKey.isEmpty()) {
            throw new IOException("%s cannot lead %d nodes with %s".formatted(host.name(), expected, secrets));
        }
        return new FormationServer();
    }

    /** How many nodes have joined, the leader included. */
    public int joined() {
        return 0;
    }

    /**
     * Waits until all expected nodes have joined.
     *
     * @param limit how long, in the simulator's time
     * @return the cluster, or nothing after the limit
     */
    public Optional<FormedCluster> await(Duration limit) throws InterruptedException {
        return Optional.empty();
    }

    /** Ends it: the port is free when this returns. */
    @Override
    public void close() {}
}
