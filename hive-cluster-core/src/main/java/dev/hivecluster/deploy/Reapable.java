package dev.hivecluster.deploy;

import dev.hivecluster.event.EventSink;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A deployer that finds what it made without the cluster's directory, so that no machine outlives its directory, or the
 * process that was responsible for it, unseen.
 */
public interface Reapable {
    /**
     * What this deployer made on this host and as this user, in whichever directory, and what nobody needs any more
     * ({@link dev.hivecluster.directory.Need}). What cannot be judged is none.
     *
     * @param settings what the user gave, by full property name; it may say where the backend is
     */
    List<Orphan> orphans(Map<String, String> settings, Instant now) throws DeployException, InterruptedException;

    /** Destroys it with its keys, and returns only when it is gone; if it is gone already, this succeeds. */
    void destroy(Orphan orphan, Map<String, String> settings, EventSink events)
            throws DeployException, InterruptedException;

    /**
     * The machines of one cluster that nobody needs.
     *
     * @param recordId the id of the record that they were made for
     * @param description for people, such as {@code the simulator of cluster x, process 123}
     * @param reason why nobody needs them, for people
     */
    record Orphan(String recordId, String description, String reason) {}
}
