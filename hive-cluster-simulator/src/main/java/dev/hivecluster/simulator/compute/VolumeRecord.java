package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a volume: {@code VolumeMetadata} of its {@code config.json} (hive contract, section 4.9; recording
 * 170).
 *
 * @param id such as {@code vol-f5fe79890cc458a61}
 * @param name empty but for images
 * @param tenant empty but for images
 * @param sizeGib the size that is told
 * @param state {@code available} or {@code in-use}
 * @param createdAt when it was made
 * @param attachedAt when it was last attached; {@link #NEVER} before
 * @param availabilityZone empty for root volumes
 * @param instanceId the instance that it is attached to; empty if there is none
 * @param device such as {@code /dev/sdf}; empty for root volumes
 * @param type such as {@code gp3}; empty for root volumes, and then the same
 * @param iops 0 for root volumes, and then not told
 * @param tags never set: tags are objects of their own
 * @param snapshotId the snapshot that it was made from; of a root volume the image; empty if there is none
 * @param deleteOnTermination whether it goes with its instance
 */
@JsonPropertyOrder({
    "VolumeID",
    "VolumeName",
    "TenantID",
    "SizeGiB",
    "State",
    "CreatedAt",
    "AttachedAt",
    "AvailabilityZone",
    "AttachedInstance",
    "DeviceName",
    "VolumeType",
    "IOPS",
    "Tags",
    "SnapshotID",
    "IsEncrypted",
    "DeleteOnTermination"
})
record VolumeRecord(
        @JsonProperty("VolumeID") String id,
        @JsonProperty("VolumeName") String name,
        @JsonProperty("TenantID") String tenant,
        @JsonProperty("SizeGiB") int sizeGib,
        @JsonProperty("State") String state,
        @JsonProperty("CreatedAt") Instant createdAt,
        @JsonProperty("AttachedAt") Instant attachedAt,
        @JsonProperty("AvailabilityZone") String availabilityZone,
        @JsonProperty("AttachedInstance") String instanceId,
        @JsonProperty("DeviceName") String device,
        @JsonProperty("VolumeType") String type,
        @JsonProperty("IOPS") int iops,
        @JsonProperty("Tags") @Nullable Map<String, String> tags,
        @JsonProperty("SnapshotID") String snapshotId,
        @JsonProperty("IsEncrypted") boolean encrypted,
        @JsonProperty("DeleteOnTermination") boolean deleteOnTermination) {
    /** Go's time zero. */
    static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    static final String AVAILABLE = "available";
    static final String IN_USE = "in-use";
    static final String GP3 = "gp3";

    /** What a document has that is no volume. */
    static final VolumeRecord NONE =
            new VolumeRecord("", "", "", 0, "", NEVER, NEVER, "", "", "", "", 0, null, "", false, false);

    VolumeRecord {
        // What lacks one of these is another document, and not read.
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(state);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(attachedAt);
        Objects.requireNonNull(availabilityZone);
        Objects.requireNonNull(instanceId);
        Objects.requireNonNull(device);
        Objects.requireNonNull(type);
        Objects.requireNonNull(snapshotId);
    }

    /** A new volume of a user. */
    static VolumeRecord data(String id, int sizeGib, String availabilityZone, String snapshotId, Instant now) {
        return new VolumeRecord(
                id,
                "",
                "",
                sizeGib,
                AVAILABLE,
                now,
                NEVER,
                availabilityZone,
                "",
                "",
                GP3,
                Volumes.DEFAULT_IOPS,
                null,
                snapshotId,
                false,
                false);
    }

    /** A new root volume: it has no zone, no type and no operations per second of its own (recording 170). */
    static VolumeRecord root(String id, int sizeGib, String imageId, boolean deleteOnTermination, Instant now) {
        return new VolumeRecord(
                id,
                "",
                "",
                sizeGib,
                AVAILABLE,
                now,
                NEVER,
                "",
                "",
                "",
                "",
                0,
                null,
                imageId,
                false,
                deleteOnTermination);
    }

    boolean isInUse() {
        return state.equals(IN_USE);
    }

    VolumeRecord attached(String instance, String name, Instant now) {
        return with(sizeGib, IN_USE, now, instance, name, type, iops);
    }

    VolumeRecord detached(int size) {
        return with(size, AVAILABLE, attachedAt, "", "", type, iops);
    }

    VolumeRecord modified(int size, String newType, int newIops) {
        return with(size, state, attachedAt, instanceId, device, newType, newIops);
    }

    private VolumeRecord with(
            int size,
            String newState,
            Instant attached,
            String instance,
            String deviceName,
            String newType,
            int newIops) {
        return new VolumeRecord(
                id,
                name,
                tenant,
                size,
                newState,
                createdAt,
                attached,
                availabilityZone,
                instance,
                deviceName,
                newType,
                newIops,
                tags,
                snapshotId,
                encrypted,
                deleteOnTermination);
    }
}
