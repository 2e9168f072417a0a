package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** What a session finds under a cluster's name that it does not hold: whether it makes way, is used, or is in the way. */
final class EarlierCluster {
    private final Lifecycle lifecycle;
    private final Owner owner;
    private final Function<ClusterDirectory, EventStream> eventStreams;

    /** @param owner the process that is about to use or destroy what it finds */
    EarlierCluster(Lifecycle lifecycle, Owner owner, Function<ClusterDirectory, EventStream> eventStreams) {
        this.lifecycle = lifecycle;
        this.owner = owner;
        this.eventStreams = eventStreams;
    }

    /**
     * Destroys what stands under the name, if nobody wants it any more; bad settings are refused before anything is done.
     *
     * @throws PhaseFailedException if it could not be destroyed
     */
    void makeWay(UpRequest request) throws LifecycleException {
        ClusterName name = request.settings().name();
        Optional<ClusterRecord> standing = lifecycle.standing(name);
        boolean unwanted =
                standing.flatMap(record -> reasonToDestroy(record, request)).isPresent();
        lifecycle.resolve(
                request.settings(), standing.filter(record -> !unwanted).map(ClusterRecord::spec));
        if (unwanted) {
            Uncancelled.call(() -> destroy(name, request));
        }
    }

    /** Looks again, under the lock: it may be wanted, or gone, by now. */
    private boolean destroy(ClusterName name, UpRequest request)
            throws LifecycleException, IOException, InterruptedException {
        try (ClusterLock lock = lifecycle.lock(name, owner, "down")) {
            Optional<String> reason = lifecycle.standing(name).flatMap(record -> reasonToDestroy(record, request));
            if (reason.isEmpty()) {
                return false;
            }
            try (EventStream events = eventStreams.apply(lifecycle.clusters().cluster(name))) {
                events.notice("up", "cluster %s is destroyed first: %s".formatted(name, reason.get()));
                return lifecycle.down(name, owner, request.limits().down(), events);
            }
        }
    }

    private Optional<String> reasonToDestroy(ClusterRecord standing, UpRequest request) {
        if (standing.isAbandoned(lifecycle.clock().instant())) {
            return Optional.of("it was left behind by " + standing.owner());
        }
        if (request.byHand() && request.replace() && standing.kept()) {
            String difference = SpecDifference.between(
                    standing.spec(), lifecycle.resolve(request.settings(), Optional.of(standing.spec())));
            return Optional.of(difference).filter(text -> !text.isEmpty());
        }
        return Optional.empty();
    }

    /**
     * Makes sure that what stands can be used as it is asked for, or be changed to it.
     *
     * @throws ClusterStateException if it cannot; the message says how it differs, and what to do
     */
    void requireFit(ClusterRecord standing, ClusterSpec spec, UpRequest request) throws ClusterStateException {
        boolean same = standing.spec().equals(spec);
        boolean mine = standing.owner().isSameProcess(owner);
        if (!same && !(request.byHand() && (standing.kept() || mine))) {
            throw new ClusterStateException(
                    "cluster %s stands and is not what is asked for: %s. It is %s; use it as it is, destroy it with %s, or choose another name"
                            .formatted(
                                    spec.name(),
                                    SpecDifference.between(standing.spec(), spec),
                                    standing.kept() ? "kept" : "used by " + standing.owner(),
                                    GoalCommand.of(lifecycle.clusters().cluster(spec.name()), "down")));
        }
    }
}
