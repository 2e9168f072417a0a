package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an image: {@code AMIMetadata} of its {@code config.json} (recordings 172 and 196).
 *
 * @param id such as {@code ami-1f447832ed02f7925}
 * @param name not unique
 * @param architecture such as {@code x86_64}
 * @param platform such as {@code Linux/UNIX}
 * @param owner {@code system} if it was imported, {@code self} if it was made from an instance
 * @param sizeGib whole GiB, so 0 for a small one
 * @param snapshotId what its instances' volumes are made from
 * @param tags never set: tags are objects of their own
 */
@JsonPropertyOrder({
    "ImageID",
    "Name",
    "Description",
    "Architecture",
    "PlatformDetails",
    "CreationDate",
    "RootDeviceType",
    "Virtualization",
    "ImageOwnerAlias",
    "VolumeSizeGiB",
    "SnapshotID",
    "Tags"
})
record ImageRecord(
        @JsonProperty("ImageID") String id,
        @JsonProperty("Name") String name,
        @JsonProperty("Description") String description,
        @JsonProperty("Architecture") String architecture,
        @JsonProperty("PlatformDetails") String platform,
        @JsonProperty("CreationDate") Instant createdAt,
        @JsonProperty("RootDeviceType") String rootDeviceType,
        @JsonProperty("Virtualization") String virtualization,
        @JsonProperty("ImageOwnerAlias") String owner,
        @JsonProperty("VolumeSizeGiB") int sizeGib,
        @JsonProperty("SnapshotID") String snapshotId,
        @JsonProperty("Tags") @Nullable Map<String, String> tags) {
    ImageRecord {
        // What lacks one of these is another document, and not read.
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(architecture);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(rootDeviceType);
        Objects.requireNonNull(virtualization);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(snapshotId);
    }

    /** What a document has that is no image. */
    static final ImageRecord NONE = new ImageRecord("", "", "", "", "", VolumeRecord.NEVER, "", "", "", 0, "", null);
}
