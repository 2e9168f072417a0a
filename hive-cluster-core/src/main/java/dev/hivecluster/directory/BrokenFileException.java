package dev.hivecluster.directory;

import dev.hivecluster.model.MalformedJsonException;
import java.io.IOException;

/** A file of a cluster does not hold what it should. The message names it, says what is wrong and where, and what to do. */
public final class BrokenFileException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenFileException(ClusterDirectory cluster, MalformedJsonException cause) {
        super(
                "%s. Restore it, or destroy the cluster and make it anew: %s, then up"
                        .formatted(cause.getMessage(), GoalCommand.of(cluster, "down")),
                cause);
    }
}
