package dev.hivecluster.directory;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a cluster beyond the life of a process: {@code cluster.json}. Written before the first machine exists,
 * so that a crash is found again.
 *
 * @param version the form of the file, {@value #VERSION}
 * @param id unique to this cluster; machines carry it, since the name is everybody's
 * @param spec what the cluster should be
 * @param phase the last completed phase
 * @param attempt the last attempt at a phase, until it was completed
 * @param owner the process that is responsible for it
 * @param kept whether it outlives its owner
 * @param expiresAt when it may be destroyed by anybody; empty for never
 * @param createdAt when it was first recorded
 */
public record ClusterRecord(
        int version,
        String id,
        ClusterSpec spec,
        Phase phase,
        Optional<Attempt> attempt,
        Owner owner,
        boolean kept,
        Optional<Instant> expiresAt,
        Instant createdAt) {
    /** The form of the file that this code writes. */
    public static final int VERSION = 1;

    public ClusterRecord {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(spec, "spec is missing");
        Objects.requireNonNull(phase, "phase is missing");
        Objects.requireNonNull(owner, "owner is missing");
        Objects.requireNonNull(createdAt, "createdAt is missing");
    }

    public ClusterName name() {
        return spec.name();
    }

    /** Whether machines may exist. */
    public boolean mayHaveMachines() {
        return phase != Phase.DESTROYED;
    }

    /** Whether its time is over. */
    public boolean isExpired(Instant now) {
        return expiresAt.filter(expiry -> !now.isBefore(expiry)).isPresent();
    }

    /**
     * Whether nobody is responsible for it any more: kept, until it expires; otherwise its owner is gone or, where that
     * cannot be asked, it is expired.
     */
    public boolean isAbandoned(Instant now) {
        if (kept || !owner.isOnThisHost()) {
            return isExpired(now);
        }
        return !owner.isAlive();
    }

    /** A phase is about to be tried. */
    public ClusterRecord attempting(Phase next, Instant now) {
        return with(phase, Optional.of(new Attempt(next, now, Optional.empty())));
    }

    /** The phase that was tried failed; the last completed one stays. */
    public ClusterRecord failed(String error) {
        return with(phase, attempt.map(tried -> new Attempt(tried.phase(), tried.startedAt(), Optional.of(error))));
    }

    /** A phase was completed. */
    public ClusterRecord completed(Phase reached) {
        return with(reached, Optional.empty());
    }

    /** The machines are gone, and with them the deployer's settings: one may be a secret. */
    public ClusterRecord destroyed() {
        return withSpec(spec.withoutDeployerSettings()).completed(Phase.DESTROYED);
    }

    public ClusterRecord withSpec(ClusterSpec changed) {
        return new ClusterRecord(version, id, changed, phase, attempt, owner, kept, expiresAt, createdAt);
    }

    public ClusterRecord withOwner(Owner changed) {
        return new ClusterRecord(version, id, spec, phase, attempt, changed, kept, expiresAt, createdAt);
    }

    public ClusterRecord withKept(boolean keep, Optional<Instant> until) {
        return new ClusterRecord(version, id, spec, phase, attempt, owner, keep, until, createdAt);
    }

    private ClusterRecord with(Phase reached, Optional<Attempt> tried) {
        return new ClusterRecord(version, id, spec, reached, tried, owner, kept, expiresAt, createdAt);
    }

    /**
     * An attempt at a phase.
     *
     * @param phase what was to be reached
     * @param error how it failed; empty while it runs, or if its process died
     */
    public record Attempt(Phase phase, Instant startedAt, Optional<String> error) {}
}
