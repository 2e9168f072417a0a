package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is responsible for a machine, and until when: written to the machine itself, as its description or metadata, so that
 * it can be judged where no directory leads to it.
 *
 * @param owner the process that is responsible; empty if unknown
 * @param kept whether the machine outlives its owner
 * @param expiresAt when anybody may destroy it; empty for never
 */
public record MachineTag(Optional<Owner> owner, boolean kept, Optional<Instant> expiresAt) {
    /** A machine of which this cannot be read: it is nobody's to destroy but its own cluster's. */
    public static final MachineTag UNKNOWN = new MachineTag(Optional.empty(), true, Optional.empty());

    /** As the cluster's record has it. */
    public static MachineTag of(ClusterRecord record) {
        return new MachineTag(Optional.of(record.owner()), record.kept(), record.expiresAt());
    }
}
