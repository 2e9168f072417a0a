package dev.hivecluster.configure;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Looks once at every service of every node, all at the same time. It changes nothing, and needs no SSH. */
public final class ClusterHealth {
    private static final int PROBES = 5;
    private static final ServiceHealth UNKNOWN = new ServiceHealth(false, "not configured");

    private final Clock clock;
    private final ClusterHttp.Factory http;

    /** @param clock the time at which requests are signed */
    public ClusterHealth(Clock clock) {
        this(clock, ClusterClient::new);
    }

    ClusterHealth(Clock clock, ClusterHttp.Factory http) {
        this.clock = clock;
        this.http = http;
    }

    /**
     * The health of each node, in the order of their indexes. On a cluster that was not configured nothing is asked.
     *
     * @throws IOException if the files that configure wrote cannot be read
     */
    public List<NodeHealth> of(Inventory inventory, ClusterDirectory directory)
            throws IOException, InterruptedException {
        Optional<Endpoints> endpoints = directory.endpoints();
        Optional<Credentials> credentials = CredentialsFile.read(directory.credentialsFile());
        if (endpoints.isEmpty() || credentials.isEmpty()) {
            return inventory.nodes().stream()
                    .map(node -> new NodeHealth(node.name(), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN))
                    .toList();
        }
        ClusterHttp client = http.trusting(Files.readString(directory.caCertificate()));
        SigV4 signer = new SigV4(credentials.get(), endpoints.get().region(), "ec2");
        List<Callable<ServiceHealth>> probes = inventory.nodes().stream()
                .flatMap(node -> probes(new NodeProbe(node.endpoints(), client), signer))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(probes.size(), body -> {
            Thread thread = new Thread(body, "health");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<ServiceHealth>> seen = threads.invokeAll(probes);
            List<NodeHealth> health = new ArrayList<>();
            for (Node node : inventory.nodes()) {
                int first = (node.index() - 1) * PROBES;
                health.add(new NodeHealth(
                        node.name(),
                        result(seen.get(first)),
                        result(seen.get(first + 1)),
                        result(seen.get(first + 2)),
                        result(seen.get(first + 3)),
                        result(seen.get(first + 4))));
            }
            return health;
        } finally {
            threads.shutdownNow();
        }
    }

    private Stream<Callable<ServiceHealth>> probes(NodeProbe probe, SigV4 signer) {
        return Stream.of(
                () -> health(probe.gateway()),
                () -> health(probe.storage()),
                () -> health(probe.daemon()),
                () -> health(probe.nats()),
                () -> health(probe.instanceTypes(signer, clock)));
    }

    private static ServiceHealth health(Observation<String> seen) {
        return new ServiceHealth(seen.found().isPresent(), seen.found().orElse(seen.description()));
    }

    private static ServiceHealth result(Future<ServiceHealth> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException | CancellationException e) {
            return new ServiceHealth(false, e.toString());
        }
    }
}
