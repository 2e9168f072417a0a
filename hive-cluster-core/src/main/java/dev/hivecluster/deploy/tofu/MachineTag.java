package dev.hivecluster.deploy.tofu;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MalformedJsonException;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is responsible for a machine, and until when: written to the machine itself, as its description or metadata, so that
 * it can be judged where no directory leads to it.
 *
 * @param owner the process that is responsible; empty if unknown
 * @param pidSpace where the owner's process id means what it says; empty if that cannot be told
 * @param kept whether the machine outlives its owner
 * @param expiresAt when anybody may destroy it; empty for never
 * @param directory the directory of its cluster, on the owner's host
 */
public record MachineTag(
        Optional<Owner> owner,
        Optional<String> pidSpace,
        boolean kept,
        Optional<Instant> expiresAt,
        Optional<String> directory) {
    /** A machine of which this cannot be read: it is nobody's to destroy but its own cluster's. */
    public static final MachineTag UNKNOWN =
            new MachineTag(Optional.empty(), Optional.empty(), true, Optional.empty(), Optional.empty());

    /** As the cluster's record has it, which belongs to a process of this host. */
    public static MachineTag of(ClusterRecord record, ClusterDirectory directory) {
        return new MachineTag(
                Optional.of(record.owner()),
                PidSpace.current(),
                record.kept(),
                record.expiresAt(),
                Optional.of(directory.path().toString()));
    }

    /** Reads what {@link #line} wrote; {@link #UNKNOWN} if it is something else. */
    public static MachineTag parse(String text) {
        try {
            return Json.parse("the machine's description", text.strip(), MachineTag.class);
        } catch (MalformedJsonException notOurs) {
            return UNKNOWN;
        }
    }

    /** On one line. */
    public String line() {
        return Json.line(this);
    }

    /** Whether it was written on this host, by a process whose id and files mean here what they meant there. */
    boolean isOfHere() {
        return owner.filter(Owner::isOnThisHost).isPresent()
                && pidSpace.isPresent()
                && pidSpace.equals(PidSpace.current());
    }

    /** Why nobody needs the machine any more, as far as it says itself; empty while somebody may. */
    public Optional<String> over(Instant now) {
        if (expiresAt.filter(expiry -> !now.isBefore(expiry)).isPresent()) {
            return expiresAt.map(expiry -> "its time is over since " + expiry);
        }
        return owner.filter(process -> !kept && isOfHere() && !process.isAlive())
                .map(process -> "its owner, %s, is gone and it is not kept".formatted(process));
    }
}
