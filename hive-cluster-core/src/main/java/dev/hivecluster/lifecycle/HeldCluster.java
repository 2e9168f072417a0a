package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A cluster that a session holds: who in the session still needs it, and how the run on it went so far. */
final class HeldCluster {
    private final ClusterSpec spec;
    private final UpRequest request;
    private final Claim claim;
    private final EventStream events;
    private final Set<String> participants = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private Verdict verdict = Verdict.PASSED;
    private volatile String phase = "up";

    HeldCluster(ClusterSpec spec, UpRequest request, Claim claim, EventStream events) {
        this.spec = spec;
        this.request = request;
        this.claim = claim;
        this.events = events;
        request.expected().forEach(this::join);
        join(request.participant());
    }

    ClusterName name() {
        return spec.name();
    }

    ClusterSpec spec() {
        return spec;
    }

    Duration ttl() {
        return request.ttl();
    }

    Limits limits() {
        return request.limits();
    }

    Claim claim() {
        return claim;
    }

    boolean isBorrowed() {
        return claim == Claim.BORROWED;
    }

    EventStream events() {
        return events;
    }

    synchronized void join(String participant) {
        participants.add(participant);
        waiting.add(participant);
    }

    synchronized boolean isShared() {
        return participants.size() > 1;
    }

    /** The phase that ran on it last, as events name it. */
    String phase() {
        return phase;
    }

    void enters(String next) {
        phase = next;
    }

    /** How part of the run went. */
    synchronized void judge(Verdict seen) {
        verdict = verdict.and(seen);
    }

    /**
     * One participant is done.
     *
     * @return whether nobody needs the cluster any more
     */
    synchronized boolean release(String participant) {
        waiting.remove(participant);
        return waiting.isEmpty();
    }

    /**
     * Whether the cluster outlives the run: as the policy says, and one that a person made in any case, if it is whole or
     * stood before this run. Of what a failed {@code up} left the policy alone decides; without one it is of use to nobody.
     */
    synchronized boolean isKept(ClusterRecord record) {
        boolean wanted = request.byHand() && (claim == Claim.ADOPTED || record.phase() != Phase.ABSENT);
        return wanted || request.keep().filter(policy -> policy.keeps(verdict)).isPresent();
    }

    /** What a session has to do with a cluster. */
    enum Claim {
        /** It made it. */
        MADE,
        /** It stood already, and a person took it over. */
        ADOPTED,
        /** Somebody else is responsible for it: it is used, and left as it is. */
        BORROWED
    }
}
