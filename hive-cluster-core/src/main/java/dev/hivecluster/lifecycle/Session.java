package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a build, or of tests: the clusters that it uses, shared by all who name them in it, and the nets that destroy
 * what it made. The nets are: a failing phase rolls back its own cluster; {@link #close} destroys what is left when the
 * run ends; a {@link ShutdownNet} does so when the process is stopped; and where the process is killed, the record's owner
 * is found dead by the next {@link #up}, by {@link Reaper} and by the simulator itself.
 *
 * <p>Thread-safe: parts of a build that run beside each other wait for each other where they name the same cluster.
 */
public final class Session implements AutoCloseable {
    private final Lifecycle lifecycle;
    private final Owner owner;
    private final Function<ClusterDirectory, EventStream> eventStreams;
    private final boolean purge;
    private final EarlierCluster earlier;
    private final Map<ClusterName, HeldCluster> held = new ConcurrentHashMap<>();
    private final Set<ClusterName> tested = new HashSet<>();
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    /**
     * @param eventStreams makes the stream, with its readers, for a cluster's directory
     * @param purge whether the directory of a destroyed cluster is removed as a whole
     */
    public Session(
            Lifecycle lifecycle, Owner owner, Function<ClusterDirectory, EventStream> eventStreams, boolean purge) {
        this.lifecycle = lifecycle;
        this.owner = owner;
        this.eventStreams = eventStreams;
        this.purge = purge;
        this.earlier = new EarlierCluster(lifecycle, owner, eventStreams);
    }

    /**
     * Phase one. What comes of it depends on what stands under the name:
     *
     * <ul>
     *   <li>nothing: the cluster is made, and this session is responsible for it;
     *   <li>one that this session holds already: it is shared;
     *   <li>one that nobody is responsible for any more: it is destroyed, and made anew;
     *   <li>one that is kept, or whose owner lives: it is used and left, if it is what was asked for. A person may change
     *       a kept one.
     * </ul>
     *
     * @throws ClusterStateException if what stands is not what was asked for
     * @throws PhaseFailedException if the machines could not be made; they were destroyed, or kept as the policy says
     */
    public ClusterRecord up(UpRequest request) throws LifecycleException, InterruptedException {
        return working(() -> {
            ClusterName name = request.settings().name();
            if (!held.containsKey(name)) {
                earlier.makeWay(request);
            }
            @Nullable HeldCluster taken = null;
            try (ClusterLock lock = lock(name, "up")) {
                @Nullable HeldCluster known = held.get(name);
                if (known != null) {
                    return share(known, request);
                }
                Optional<ClusterRecord> standing = lifecycle.standing(name);
                ClusterSpec spec = lifecycle.resolve(request.settings(), standing.map(ClusterRecord::spec));
                if (standing.isPresent()) {
                    earlier.requireFit(standing.get(), spec, request);
                }
                taken = new HeldCluster(spec, request, claim(standing, request), eventStreams.apply(directory(name)));
                held.put(name, taken);
                return provision(taken, standing, request);
            } catch (LifecycleException | RuntimeException e) {
                if (taken != null) {
                    giveUp(taken, e);
                }
                throw e;
            }
        });
    }

    private static HeldCluster.Claim claim(Optional<ClusterRecord> standing, UpRequest request) {
        if (standing.isEmpty()) {
            return HeldCluster.Claim.MADE;
        }
        return request.byHand() ? HeldCluster.Claim.ADOPTED : HeldCluster.Claim.BORROWED;
    }

    /** A failed {@code up}: what was made in it goes, or stays as the policy says; what stood before stays in any case. */
    private void giveUp(HeldCluster cluster, Exception reason) {
        if (cluster.claim() == HeldCluster.Claim.MADE) {
            rollBack(cluster, reason);
        } else {
            held.remove(cluster.name(), cluster);
            cluster.events().close();
        }
    }

    private ClusterRecord share(HeldCluster known, UpRequest request) throws LifecycleException {
        ClusterSpec spec = lifecycle.resolve(request.settings(), Optional.of(known.spec()));
        if (!spec.equals(known.spec())) {
            throw new ClusterStateException(
                    "cluster %s is already used in this build, but not as %s asks for it: %s. Give one of them another name (-D%s=…)"
                            .formatted(
                                    spec.name(),
                                    request.participant(),
                                    SpecDifference.between(known.spec(), spec),
                                    PropertyNames.CLUSTER));
        }
        known.join(request.participant());
        return lifecycle
                .standing(spec.name())
                .orElseThrow(() -> new ClusterStateException(
                        "cluster %s was destroyed while this build used it".formatted(spec.name())));
    }

    private ClusterRecord provision(HeldCluster cluster, Optional<ClusterRecord> standing, UpRequest request)
            throws LifecycleException, InterruptedException {
        Ownership ownership = standing.filter(known -> cluster.isBorrowed())
                .map(known -> new Ownership(known.owner(), known.kept(), known.expiresAt()))
                .orElseGet(() -> new Ownership(
                        owner,
                        request.byHand()
                                || request.keep()
                                        .filter(KeepPolicy.ALWAYS::equals)
                                        .isPresent(),
                        Ownership.expiry(request.ttl(), lifecycle.clock().instant())));
        if (cluster.isBorrowed() && standing.filter(known -> !known.kept()).isPresent()) {
            return standing.orElseThrow();
        }
        return lifecycle.up(cluster.spec(), ownership, cluster.limits().up(), cluster.events());
    }

    /**
     * Phase two, on a cluster that this session holds, or that stands.
     *
     * @param reform whether a cluster that was half formed may be formed anew, which destroys Hive's data
     * @throws PhaseFailedException if it could not be formed; if this session made it, it was destroyed, or kept as the
     *     policy says
     */
    public Endpoints configure(ClusterName name, Limits limits, boolean reform)
            throws LifecycleException, InterruptedException {
        return working(() -> {
            @Nullable HeldCluster cluster = held.get(name);
            if (cluster == null) {
                EventStream events = eventStreams.apply(directory(name));
                Endpoints endpoints;
                try (events) {
                    endpoints = lifecycle.configure(name, owner, reform, limits.configure(), events);
                }
                requireNothingLost(name, events);
                return endpoints;
            }
            cluster.enters("configure");
            try {
                return lifecycle.configure(name, owner, reform, limits.configure(), cluster.events());
            } catch (PhaseFailedException | RuntimeException e) {
                rollBack(cluster, e);
                throw e;
            }
        });
    }

    /**
     * The tests are about to run: what earlier ones of this name left is cleared, once a session.
     *
     * @throws ClusterStateException if the cluster is not configured
     */
    public void beginTests(ClusterName name) throws LifecycleException {
        ClusterDirectory directory = directory(name);
        if (lifecycle
                .standing(name)
                .filter(record -> record.phase() == Phase.CONFIGURED)
                .isEmpty()) {
            throw new ClusterStateException("cluster %s is not ready for tests; call %s first"
                    .formatted(name, GoalCommand.of(directory, "up", "configure")));
        }
        synchronized (tested) {
            if (!tested.contains(name)) {
                Results.clear(directory);
                tested.add(name);
            }
        }
    }

    /** Whether this session uses the cluster. */
    public boolean holds(ClusterName name) {
        return held.containsKey(name);
    }

    /** Who in this session uses the cluster or is going to; results of more than one go to directories of their own. */
    public boolean isShared(ClusterName name) {
        @Nullable HeldCluster cluster = held.get(name);
        return cluster != null && cluster.isShared();
    }

    /**
     * One participant is done with the cluster. The last one destroys it, or keeps it as the policy says; a borrowed one
     * is left as it is.
     *
     * @throws PhaseFailedException if it could not be destroyed
     */
    public Settlement release(ClusterName name, String participant, Verdict verdict) throws LifecycleException {
        @Nullable HeldCluster cluster = held.get(name);
        if (cluster == null) {
            return Settlement.NOT_HELD;
        }
        cluster.judge(verdict);
        if (!cluster.release(participant)) {
            return Settlement.STILL_USED;
        }
        cluster.enters("down");
        Settlement settlement = settle(cluster);
        requireNothingLost(name, cluster.events());
        return settlement;
    }

    /**
     * Destroys a cluster whoever made it: what a person asks for.
     *
     * @return whether there was one
     */
    public boolean destroy(ClusterName name, Limits limits) throws LifecycleException {
        return Uncancelled.call(() -> {
            @Nullable HeldCluster cluster = held.remove(name);
            EventStream events = cluster == null ? eventStreams.apply(directory(name)) : cluster.events();
            boolean destroyed;
            try (events) {
                destroyed = lifecycle.down(name, owner, limits.down(), events);
            }
            if (purge) {
                lifecycle.purge(name);
            }
            requireNothingLost(name, events);
            return destroyed;
        });
    }

    /** The run ended: what this session still holds is destroyed, or kept as the policy says. */
    @Override
    public void close() throws LifecycleException {
        close(Verdict.PASSED);
    }

    /**
     * The run ended so.
     *
     * @throws PhaseFailedException if something could not be destroyed; what failed beside it is suppressed in it
     */
    public void close(Verdict verdict) throws LifecycleException {
        List<LifecycleException> failures = new ArrayList<>();
        for (HeldCluster cluster : List.copyOf(held.values())) {
            cluster.judge(interrupted ? Verdict.INTERRUPTED : verdict);
            try {
                settle(cluster);
                requireNothingLost(cluster.name(), cluster.events());
            } catch (LifecycleException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            LifecycleException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Somebody stops the run: what is under way is interrupted, and nothing new begins. */
    void stopWork() {
        interrupted = true;
        working.forEach(Thread::interrupt);
    }

    /** The clusters that this session made and still holds, with the command that destroys each. */
    List<String> leftBehind() {
        return held.values().stream()
                .filter(cluster -> !cluster.isBorrowed())
                .map(cluster -> "cluster %s is left behind in %s; destroy it with %s"
                        .formatted(
                                cluster.name(),
                                directory(cluster.name()),
                                GoalCommand.of(directory(cluster.name()), "down")))
                .toList();
    }

    private void rollBack(HeldCluster cluster, Exception reason) {
        cluster.judge(interrupted ? Verdict.INTERRUPTED : Verdict.FAILED);
        try {
            settle(cluster);
        } catch (LifecycleException e) {
            reason.addSuppressed(e);
        }
    }

    private Settlement settle(HeldCluster cluster) throws LifecycleException {
        return Uncancelled.call(() -> {
            try (ClusterLock lock = lock(cluster.name(), "down")) {
                if (held.get(cluster.name()) != cluster) {
                    return Settlement.NOT_HELD;
                }
                try {
                    return cluster.isBorrowed() ? leave(cluster) : decide(cluster);
                } finally {
                    held.remove(cluster.name(), cluster);
                }
            }
        });
    }

    private static Settlement leave(HeldCluster cluster) {
        cluster.events()
                .notice(
                        cluster.phase(),
                        "cluster %s was there before this build and is left".formatted(cluster.name()));
        cluster.events().close();
        return Settlement.LEFT;
    }

    private Settlement decide(HeldCluster cluster) throws LifecycleException, InterruptedException {
        try (EventStream events = cluster.events()) {
            Optional<ClusterRecord> standing = lifecycle.standing(cluster.name());
            if (standing.isEmpty()) {
                return Settlement.DESTROYED;
            }
            if (cluster.isKept(standing.get())) {
                ClusterRecord record = lifecycle.keep(cluster.name(), cluster.ttl(), events);
                events.notice(cluster.phase(), KeptCluster.describe(record, directory(cluster.name())));
                return Settlement.KEPT;
            }
            lifecycle.down(cluster.name(), owner, cluster.limits().down(), events);
        }
        if (purge) {
            lifecycle.purge(cluster.name());
        }
        return Settlement.DESTROYED;
    }

    /** Events that were to be kept and were not make the run red, though they never stop a phase. */
    private void requireNothingLost(ClusterName name, EventStream events) throws PhaseFailedException {
        List<String> lost = purge ? List.of() : events.lost();
        if (!lost.isEmpty()) {
            throw new PhaseFailedException(
                    "what happened to cluster %s is not wholly recorded: %s".formatted(name, String.join("; ", lost)));
        }
    }

    private ClusterDirectory directory(ClusterName name) {
        return lifecycle.clusters().cluster(name);
    }

    private ClusterLock lock(ClusterName name, String purpose) throws LifecycleException, InterruptedException {
        return lifecycle.lock(name, owner, purpose);
    }

    /** What runs here is interrupted when the session is. */
    private <T> T working(Work<T> work) throws LifecycleException, InterruptedException {
        working.add(Thread.currentThread());
        try {
            if (interrupted) {
                throw new InterruptedException("the build was stopped");
            }
            return work.run();
        } catch (IOException e) {
            throw new PhaseFailedException(String.valueOf(e.getMessage()), e);
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws LifecycleException, InterruptedException, IOException;
    }
}
