package dev.hivecluster.lifecycle;

import dev.hivecluster.configure.ConfigureException;
import dev.hivecluster.configure.MachineWatch;
import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.model.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the deployer of a cluster for its machines, for all nodes at once and not more often than every few seconds. */
final class BackendWatch implements MachineWatch {
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Deployer deployer;
    private final ClusterDirectory directory;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private Instant next = Instant.MIN;
    private Map<String, Machine> machines = Map.of();
    private String unknown = "";

    BackendWatch(Deployer deployer, ClusterDirectory directory, Clock clock) {
        this.deployer = deployer;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public String look(Node node) throws ConfigureException, InterruptedException {
        // A deployer is called by one thread at a time, and whoever waits for its answer can be interrupted.
        asking.lockInterruptibly();
        try {
            if (!clock.instant().isBefore(next)) {
                ask();
                next = clock.instant().plus(EVERY);
            }
            if (unknown.isEmpty()) {
                requireOn(node);
            }
            return unknown;
        } finally {
            asking.unlock();
        }
    }

    private void ask() throws InterruptedException {
        try {
            machines = deployer.machines(directory).stream()
                    .collect(Collectors.toMap(Machine::name, Function.identity(), (one, other) -> one));
            unknown = "";
        } catch (DeployException e) {
            unknown = "whether its machine is on is not known: " + e.getMessage();
        }
    }

    private void requireOn(Node node) throws ConfigureException {
        Machine machine = machines.get(node.name());
        if (machine == null) {
            throw new ConfigureException("its machine is missing, says the deployer %s; make it again with %s"
                    .formatted(deployer.name(), GoalCommand.of(directory, "up")));
        }
        if (machine.power() == Machine.Power.OFF) {
            throw new ConfigureException(
                    "its machine is off, says the deployer %s; switch it on, or make the cluster anew: %s, then up"
                            .formatted(deployer.name(), GoalCommand.of(directory, "down")));
        }
    }
}
