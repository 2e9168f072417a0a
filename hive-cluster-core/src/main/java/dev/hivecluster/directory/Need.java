package dev.hivecluster.directory;

import java.time.Instant;
import java.util.Optional;

/** Whether somebody needs machines: what stands in the record of the cluster that they were made for decides. */
public final class Need {
    private Need() {}

    /**
     * Why nobody needs machines any more; empty while somebody does.
     *
     * @param directory where the record of their cluster is, or was
     * @param recordId the id of the record that they were made for
     * @throws RecordException if the record cannot be read, which says nothing against the machines
     */
    public static Optional<String> over(ClusterDirectory directory, String recordId, Instant now)
            throws RecordException {
        return directory
                .record()
                .map(record -> over(record, recordId, now))
                .orElseGet(() -> Optional.of("%s is gone".formatted(directory.recordFile())));
    }

    /** As {@link #over(ClusterDirectory, String, Instant)}, with a record that was read. */
    public static Optional<String> over(ClusterRecord record, String recordId, Instant now) {
        if (!record.id().equals(recordId)) {
            return Optional.of("the directory belongs to another cluster now, with the record " + record.id());
        }
        if (!record.mayHaveMachines()) {
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
