package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is responsible for a cluster, and for how long.
 *
 * @param kept whether it outlives its owner
 * @param expiresAt when anybody may destroy it; empty for never. A cluster that is not kept ends with its owner; there the
 *     expiry counts only for those who cannot ask whether the owner lives
 */
public record Ownership(Owner owner, boolean kept, Optional<Instant> expiresAt) {
    /** The instant at which a time to live is over; zero means never. */
    static Optional<Instant> expiry(Duration ttl, Instant now) {
        return ttl.isZero() ? Optional.empty() : Optional.of(now.plus(ttl));
    }

    ClusterRecord applyTo(ClusterRecord record) {
        return record.withOwner(owner).withKept(kept, expiresAt);
    }
}
