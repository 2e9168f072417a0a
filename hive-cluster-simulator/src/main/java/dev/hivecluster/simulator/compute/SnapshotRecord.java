package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What is stored of a snapshot, in its {@code metadata.json}.
 *
 * @param id such as {@code snap-a6294085b9c57e657}
 * @param volumeId the volume that it is of; a copy names the same
 * @param sizeGib the volume's size when it was made
 * @param description empty if none was given
 * @param owner the access key of who made it, or the account if an image was made with it (hive contract, section 9)
 * @param tags those that it was made with
 */
@JsonPropertyOrder({
    "snapshot_id",
    "volume_id",
    "volume_size",
    "state",
    "progress",
    "start_time",
    "description",
    "encrypted",
    "owner_id",
    "availability_zone",
    "tags"
})
record SnapshotRecord(
        @JsonProperty("snapshot_id") String id,
        @JsonProperty("volume_id") String volumeId,
        @JsonProperty("volume_size") int sizeGib,
        @JsonProperty("state") String state,
        @JsonProperty("progress") String progress,
        @JsonProperty("start_time") Instant startTime,
        @JsonProperty("description") String description,
        @JsonProperty("encrypted") boolean encrypted,
        @JsonProperty("owner_id") String owner,
        @JsonProperty("availability_zone") String availabilityZone,
        @JsonProperty("tags") Map<String, String> tags) {
    SnapshotRecord {
        // What lacks one of these is another document, and not read.
        Objects.requireNonNull(id);
        Objects.requireNonNull(volumeId);
        Objects.requireNonNull(state);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(startTime);
        Objects.requireNonNull(description);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(availabilityZone);
        tags = Map.copyOf(tags);
    }

    /** A new one: it is complete at once (recording 145). */
    static SnapshotRecord of(
            VolumeRecord volume, String description, String owner, Map<String, String> tags, Instant now) {
        return new SnapshotRecord(
                ResourceIds.next("snap"),
                volume.id(),
                volume.sizeGib(),
                "completed",
                "100%",
                now,
                description,
                volume.encrypted(),
                owner,
                volume.availabilityZone(),
                tags);
    }

    /** A copy under a new id. */
    SnapshotRecord copy(String newDescription, Instant now) {
        return new SnapshotRecord(
                ResourceIds.next("snap"),
                volumeId,
                sizeGib,
                state,
                progress,
                now,
                newDescription,
                encrypted,
                owner,
                availabilityZone,
                tags);
    }
}
