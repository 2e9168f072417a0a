package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.RecordException;
import java.time.Clock;
import java.time.Instant;
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
        return judge(lastRead, clock.instant());
    }

    private Optional<String> judge(ClusterRecord record, Instant now) {
        if (!record.id().equals(recordId)) {
            return Optional.of("the directory belongs to another cluster now, with the record " + record.id());
        }
        if (record.phase() == Phase.DESTROYED) {
            return Optional.of("the cluster is recorded as destroyed");
        }
        if (record.isExpired(now)) {
            return Optional.of("the cluster's time is over since "
                    + record.expiresAt().map(Instant::toString).orElse("now"));
        }
        if (record.isAbandoned(now)) {
            return Optional.of("its owner, %s, is gone and the cluster is not kept".formatted(record.owner()));
        }
        return Optional.empty();
    }
}
