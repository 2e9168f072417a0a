package dev.hivecluster.lifecycle;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.Expirable;
import dev.hivecluster.deploy.Plannable;
import dev.hivecluster.directory.BrokenFileException;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The phases of a cluster as a state machine: each runs alone, is idempotent, takes the cluster's lock, and records its
 * intent before it acts. Who is responsible for a cluster, and when it is destroyed, is the {@link Session}'s business.
 */
public final class Lifecycle {
    private final Clusters clusters;
    private final Deployers deployers;
    private final ConfigurePhase configurePhase;
    private final Clock clock;

    public Lifecycle(Clusters clusters, Deployers deployers, ConfigurePhase configurePhase, Clock clock) {
        this.clusters = clusters;
        this.deployers = deployers;
        this.configurePhase = configurePhase;
        this.clock = clock;
    }

    public Clusters clusters() {
        return clusters;
    }

    public Clock clock() {
        return clock;
    }

    Deployers deployers() {
        return deployers;
    }

    /**
     * What a user's settings mean for the cluster that they name: as given, else as recorded, else the default.
     *
     * @throws dev.hivecluster.model.InvalidSettingException for the first value that cannot be used
     */
    public ClusterSpec resolve(ClusterSettings settings, Optional<ClusterSpec> recorded) {
        Deployer deployer = deployers.named(settings.deployer(recorded));
        ClusterSpec spec = settings.resolve(recorded, deployer.name(), deployer.settingsPrefixes());
        deployer.validate(spec);
        return spec;
    }

    /**
     * The record of a cluster that may have machines.
     *
     * @throws PhaseFailedException if the record cannot be read
     */
    public Optional<ClusterRecord> standing(ClusterName name) throws PhaseFailedException {
        return record(clusters.cluster(name)).filter(ClusterRecord::mayHaveMachines);
    }

    /**
     * What {@link #up} would do now, for people; nothing is made, changed or recorded.
     *
     * @return one or more lines
     */
    public String plan(ClusterSettings settings, Duration limit, EventSink events)
            throws LifecycleException, InterruptedException {
        Optional<ClusterRecord> standing = standing(settings.name());
        ClusterSpec spec = resolve(settings, standing.map(ClusterRecord::spec));
        Deployer deployer = deployers.named(spec.deployer());
        if (!(deployer instanceof Plannable plannable)) {
            return "cluster %s: %s; the deployer %s does not tell more beforehand"
                    .formatted(spec.name(), change(standing, spec), deployer.name());
        }
        try {
            return TimeLimit.within(
                    limit,
                    PropertyNames.TIMEOUT_UP,
                    "plan",
                    () -> plannable.plan(spec, clusters.cluster(spec.name()), events));
        } catch (LifecycleException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PhaseFailedException(
                    "what up would do to cluster %s is not known: %s".formatted(spec.name(), e.getMessage()), e);
        }
    }

    private static String change(Optional<ClusterRecord> standing, ClusterSpec spec) {
        if (standing.isEmpty()) {
            return spec.nodes() == 1 ? "up makes one machine" : "up makes %d machines".formatted(spec.nodes());
        }
        String difference = SpecDifference.between(standing.get().spec(), spec);
        return difference.isEmpty() ? "it stands, and nothing is to change" : difference;
    }

    /**
     * Phase one: makes the machines, or completes what is there. On machines that are whole and as specified it changes
     * nothing.
     */
    public ClusterRecord up(ClusterSpec spec, Ownership ownership, Duration limit, EventSink events)
            throws LifecycleException, InterruptedException {
        ClusterDirectory directory = clusters.cluster(spec.name());
        try (ClusterLock lock = lock(spec.name(), ownership.owner(), "up")) {
            Optional<ClusterRecord> standing = standing(spec.name());
            ClusterRecord record =
                    standing.map(known -> ownership.applyTo(known)).orElseGet(() -> fresh(spec, ownership));
            if (standing.isEmpty()) {
                // Before the first event, which leaves files: a cluster that cannot be recorded leaves none.
                directory.write(record.attempting(Phase.PROVISIONED, clock.instant()));
            }
            return provision(spec, standing, record, limit, events);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private ClusterRecord provision(
            ClusterSpec spec, Optional<ClusterRecord> standing, ClusterRecord record, Duration limit, EventSink events)
            throws LifecycleException, InterruptedException {
        ClusterDirectory directory = clusters.cluster(spec.name());
        Deployer deployer = deployers.named(spec.deployer());
        return locked(directory, record.owner(), "up", events, activity -> {
            if (record.spec().equals(spec) && isWhole(record, deployer, directory)) {
                directory.write(record);
                tagMachines(deployer, directory, activity);
                activity.skipped();
                return record;
            }
            ClusterRecord attempt =
                    record.completed(Phase.ABSENT).withSpec(spec).attempting(Phase.PROVISIONED, clock.instant());
            if (standing.isPresent()) {
                directory.write(attempt);
            }
            return Attempts.recorded(directory, () -> whatStands(standing, attempt, deployer, directory), () -> {
                Inventory inventory = TimeLimit.within(
                        limit, PropertyNames.TIMEOUT_UP, "up", () -> deployer.up(spec, directory, activity));
                directory.write(inventory);
                ClusterRecord provisioned = attempt.completed(Phase.PROVISIONED);
                directory.write(provisioned);
                activity.succeeded();
                return provisioned;
            });
        });
    }

    /**
     * Phase two: installs and forms Hive on the machines, and returns when it answers.
     *
     * @param reform whether a cluster that was half formed may be formed anew, which destroys Hive's data
     * @throws ClusterStateException if there are no machines yet
     */
    public Endpoints configure(ClusterName name, Owner by, boolean reform, Duration limit, EventSink events)
            throws LifecycleException, InterruptedException {
        ClusterDirectory directory = clusters.cluster(name);
        // Looked at before the lock too, since the lock and the phase's events leave files.
        provisioned(name);
        return locked(directory, by, "configure", events, activity -> {
            ClusterRecord record = provisioned(name);
            Inventory inventory = RecordedInventory.of(record, directory)
                    .orElseThrow(() -> new ClusterStateException("%s is missing; make it again with %s"
                            .formatted(directory.inventoryFile(), GoalCommand.of(directory, "up"))));
            ClusterRecord attempt = record.attempting(Phase.CONFIGURED, clock.instant());
            directory.write(attempt);
            return Attempts.recorded(directory, () -> attempt, () -> {
                Endpoints endpoints =
                        configurePhase.configure(record.spec(), inventory, directory, reform, activity, limit);
                directory.write(attempt.completed(Phase.CONFIGURED));
                activity.succeeded();
                return endpoints;
            });
        });
    }

    private ClusterRecord provisioned(ClusterName name) throws LifecycleException {
        return standing(name)
                .filter(known -> known.phase() != Phase.ABSENT)
                .orElseThrow(() -> new ClusterStateException("cluster %s has no machines to configure; call %s first"
                        .formatted(name, GoalCommand.of(clusters.cluster(name), "up"))));
    }

    /**
     * Phase four: destroys the machines, and with them what was of use only while they stood; results, evidence, logs and
     * report stay. On nothing it succeeds.
     *
     * @return whether there was anything to destroy
     * @throws PhaseFailedException if machines may be left; nothing was removed, so that it can be tried again
     */
    public boolean down(ClusterName name, Owner by, Duration limit, EventSink events)
            throws LifecycleException, InterruptedException {
        if (standing(name).isEmpty()) {
            return false;
        }
        ClusterDirectory directory = clusters.cluster(name);
        return locked(directory, by, "down", events, activity -> {
            Optional<ClusterRecord> record = standing(name);
            if (record.isEmpty()) {
                activity.skipped();
                return false;
            }
            new Destruction(directory, record.get(), deployers).run(limit, activity, clock);
            activity.succeeded();
            return true;
        });
    }

    /** Removes a destroyed cluster's directory as a whole. */
    public void purge(ClusterName name) throws PhaseFailedException {
        ClusterDirectory directory = clusters.cluster(name);
        if (standing(name).isPresent()) {
            throw new PhaseFailedException("%s still has machines and is not removed".formatted(directory));
        }
        try {
            Trees.delete(directory.path());
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /** Records that a cluster is kept after the run that made it, until somebody destroys it or its time is over. */
    public ClusterRecord keep(ClusterName name, Duration ttl, EventSink events)
            throws PhaseFailedException, InterruptedException {
        ClusterDirectory directory = clusters.cluster(name);
        ClusterRecord before = standing(name)
                .orElseThrow(() -> new PhaseFailedException("cluster %s is gone and cannot be kept".formatted(name)));
        ClusterRecord record = before.withKept(true, Ownership.expiry(ttl, clock.instant()));
        try {
            directory.write(record);
            tagMachines(deployers.named(record.spec().deployer()), directory, events);
            return record;
        } catch (IOException e) {
            throw new PhaseFailedException(
                    "cluster %s stands, but how long it is kept cannot be recorded: %s. Now it %s; end it yourself with %s"
                            .formatted(
                                    name,
                                    WriteException.words(e),
                                    before.kept() ? "stays kept as it was" : "ends with the next up or reap",
                                    GoalCommand.of(directory, "down")),
                    e);
        }
    }

    /** Here the record decides; what the machines say themselves is for other hosts, so that a failure is no more than a warning. */
    private static void tagMachines(Deployer deployer, ClusterDirectory directory, EventSink events)
            throws InterruptedException {
        if (deployer instanceof Expirable expirable) {
            try (Activity activity = events.start("tag the machines")) {
                try {
                    expirable.tag(directory);
                } catch (DeployException e) {
                    activity.warning(
                            "the machines of cluster %s do not say who keeps them, and until when, so that a reap on another host may destroy them early: %s"
                                    .formatted(directory.name(), e.getMessage()));
                }
                activity.succeeded();
            }
        }
    }

    private ClusterRecord fresh(ClusterSpec spec, Ownership ownership) {
        return new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec,
                Phase.ABSENT,
                Optional.empty(),
                ownership.owner(),
                ownership.kept(),
                ownership.expiresAt(),
                clock.instant());
    }

    private static boolean isWhole(ClusterRecord record, Deployer deployer, ClusterDirectory directory)
            throws DeployException, IOException, ClusterStateException, InterruptedException {
        if (record.phase() == Phase.ABSENT) {
            return false;
        }
        Optional<Inventory> inventory = RecordedInventory.of(record, directory);
        if (inventory.isEmpty()) {
            return false;
        }
        Set<String> existing = new TreeSet<>();
        deployer.machines(directory).forEach(machine -> existing.add(machine.name()));
        Set<String> expected = new TreeSet<>();
        inventory.get().nodes().stream().map(Node::name).forEach(expected::add);
        return existing.equals(expected);
    }

    /** Takes the lock that every change of a cluster needs. */
    ClusterLock lock(ClusterName name, Owner by, String purpose) throws LifecycleException, InterruptedException {
        try {
            return clusters.lock(name, by, purpose);
        } catch (IOException e) {
            throw unusable(clusters.cluster(name), e);
        }
    }

    private <T> T locked(ClusterDirectory directory, Owner by, String phase, EventSink events, Body<T> body)
            throws LifecycleException, InterruptedException {
        try (ClusterLock lock = lock(directory.name(), by, phase);
                Activity activity = events.start(phase)) {
            try {
                return body.run(activity);
            } catch (Throwable e) {
                activity.failed(e);
                throw e;
            }
        } catch (LifecycleException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw unusable(directory, e);
        } catch (Exception e) {
            throw new PhaseFailedException(
                    "%s of cluster %s failed: %s".formatted(phase, directory.name(), e.getMessage()), e);
        }
    }

    /** After a failed change: the cluster as it was, if its machines are still whole; otherwise the attempt. */
    private ClusterRecord whatStands(
            Optional<ClusterRecord> before, ClusterRecord attempt, Deployer deployer, ClusterDirectory directory)
            throws DeployException, IOException, ClusterStateException, InterruptedException {
        return before.isPresent() && isWhole(before.get(), deployer, directory)
                ? before.get().attempting(Phase.PROVISIONED, clock.instant())
                : attempt;
    }

    private static Optional<ClusterRecord> record(ClusterDirectory directory) throws PhaseFailedException {
        try {
            return directory.record();
        } catch (IOException e) {
            throw new PhaseFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static PhaseFailedException unusable(ClusterDirectory directory, IOException e) {
        boolean saysAll = e instanceof WriteException || e instanceof BrokenFileException;
        return new PhaseFailedException(
                saysAll
                        ? String.valueOf(e.getMessage())
                        : "%s cannot be used: %s. Check space and rights, or move it with -D%s=…"
                                .formatted(directory, WriteException.words(e), PropertyNames.CLUSTERS_DIRECTORY),
                e);
    }

    @FunctionalInterface
    private interface Body<T> {
        T run(Activity activity) throws Exception;
    }
}
