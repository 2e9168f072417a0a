package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.WriteException;
import java.util.concurrent.Callable;

/** Attempts at a phase, and what the record says of those that fail. */
final class Attempts {
    private Attempts() {}

    /**
     * Runs what an attempt stands for; if it fails, the record says so.
     *
     * @param afterFailure what is true then
     */
    static <T> T recorded(ClusterDirectory directory, Callable<ClusterRecord> afterFailure, Callable<T> body)
            throws Exception {
        try {
            return body.call();
        } catch (Exception e) {
            String error = e.getMessage() == null ? e.toString() : e.getMessage();
            try {
                directory.write(afterFailure.call().failed(error));
            } catch (WriteException unwritable) {
                // Often this is what failed already.
                if (!error.contains(String.valueOf(unwritable.getMessage()))) {
                    e.addSuppressed(unwritable);
                }
            } catch (Exception unknown) {
                e.addSuppressed(unknown);
            }
            throw e;
        }
    }
}
