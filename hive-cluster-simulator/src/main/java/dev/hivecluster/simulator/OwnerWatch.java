package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Need;
import dev.hivecluster.directory.RecordException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notices that nobody needs the simulator any more: what stands in the cluster's record decides. */
final class OwnerWatch {
    private final ClusterDirectory directory;
    private final String recordId;
    private final Clock clock;
    private @Nullable ClusterRecord lastRead;

    OwnerWatch(ClusterDirectory directory, String recordId, Clock clock) {
        this.directory = directory;
        this.recordId = recordId;
        this.clock = clock;
    }

    /** Why the simulator should end now; empty while it is needed. */
    Optional<String> reasonToEnd() {
        try {
            Optional<ClusterRecord> read = directory.record();
            if (read.isEmpty()) {
                return Optional.of("%s is gone".formatted(directory.recordFile()));
            }
            lastRead = read.get();
        } catch (RecordException unreadable) {
            // Somebody may repair it. Until then, what was read last holds.
            if (lastRead == null) {
                return Optional.of(String.valueOf(unreadable.getMessage()));
            }
        }
        return Need.over(lastRead, recordId, clock.instant());
    }
}
