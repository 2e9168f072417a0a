package dev.hivecluster.lifecycle;

import dev.hivecluster.configure.ClusterHealth;
import dev.hivecluster.configure.Configurer;
import dev.hivecluster.configure.MachineWatch;
import dev.hivecluster.configure.NodeHealth;
import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.SshShells;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where a framework begins: the clusters of one directory, with everything that works on them. */
public final class HiveClusters {
    private final Clusters clusters;
    private final Deployers deployers;
    private final Clock clock;

    public HiveClusters(Path directory, Deployers deployers, Clock clock) {
        this.clusters = new Clusters(directory);
        this.deployers = deployers;
        this.clock = clock;
    }

    /** The clusters of a directory, with the deployers that the given loader finds. */
    public static HiveClusters in(Path directory, ClassLoader loader) {
        return in(directory, loader, ServerLogins.NONE);
    }

    /** As {@link #in(Path, ClassLoader)}, with deployers that find there who we are. */
    public static HiveClusters in(Path directory, ClassLoader loader, ServerLogins logins) {
        return new HiveClusters(directory, Deployers.found(loader, logins), Clock.systemUTC());
    }

    /** Their phases, on real hosts or simulated ones: always over SSH. */
    public Lifecycle lifecycle() {
        return new Lifecycle(
                clusters,
                deployers,
                (spec, inventory, directory, reform, activity, limit) -> {
                    // Configure itself asks again, and tells what it saw last.
                    MachineWatch machines = new BackendWatch(deployers.named(spec.deployer()), directory, clock);
                    try (SshShells shells = new SshShells(directory, inventory, Duration.ZERO)) {
                        return new Configurer(shells, machines, clock)
                                .configure(spec, inventory, directory, reform, activity, limit);
                    }
                },
                clock);
    }

    /**
     * A handle on a cluster that stands and is configured.
     *
     * @param events hears of connections; closed with the handle
     * @throws ClusterStateException if there is no such cluster, or if it is not configured; the message says what to call
     * @throws PhaseFailedException if its files cannot be read
     */
    public Cluster open(ClusterName name, EventStream events) throws LifecycleException {
        ClusterRecord record = lifecycle()
                .standing(name)
                .orElseThrow(() -> new ClusterStateException("there is no cluster %s in %s; call %s first"
                        .formatted(
                                name,
                                clusters.directory(),
                                GoalCommand.of(clusters.cluster(name), "up", "configure"))));
        return Cluster.open(
                clusters.cluster(name), record, deployers.named(record.spec().deployer()), events);
    }

    /**
     * What stands under a name; nothing is changed, and no lock is needed.
     *
     * @return nothing if no cluster of that name was ever made here
     * @throws PhaseFailedException if its files cannot be read, or its backend does not answer
     */
    public Optional<ClusterStatus> status(ClusterName name) throws PhaseFailedException, InterruptedException {
        ClusterDirectory directory = clusters.cluster(name);
        try {
            Optional<ClusterRecord> record = directory.record();
            return record.isEmpty() ? Optional.empty() : Optional.of(status(record.get(), directory));
        } catch (IOException | DeployException e) {
            throw new PhaseFailedException(
                    "the status of cluster %s is not known: %s".formatted(name, e.getMessage()), e);
        }
    }

    private ClusterStatus status(ClusterRecord record, ClusterDirectory directory)
            throws IOException, DeployException, InterruptedException {
        List<ClusterStatus.NodeStatus> nodes = new ArrayList<>();
        Optional<Inventory> inventory = record.mayHaveMachines() ? directory.inventory() : Optional.empty();
        if (inventory.isPresent()) {
            Deployer deployer = deployers.named(record.spec().deployer());
            Map<String, Machine> machines = deployer.machines(directory).stream()
                    .collect(Collectors.toMap(Machine::name, Function.identity(), (one, other) -> one));
            List<NodeHealth> health = new ClusterHealth(clock).of(inventory.get(), directory);
            for (Node node : inventory.get().nodes()) {
                nodes.add(new ClusterStatus.NodeStatus(
                        node, Optional.ofNullable(machines.get(node.name())), health.get(node.index() - 1)));
            }
        }
        boolean ready = !nodes.isEmpty()
                && nodes.stream().allMatch(node -> node.health().ready().ok());
        return new ClusterStatus(
                record,
                Duration.between(record.createdAt(), clock.instant()),
                record.owner().isAlive(),
                directory.path().toString(),
                ready,
                nodes);
    }
}
