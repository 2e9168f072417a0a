package dev.hivecluster.simulator.compute;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * {@code config.json} of a volume or an image, as viperblock writes it (recordings 170, 172, 196).
 *
 * @param name the volume's or the image's id; empty for an image that was made from an instance
 * @param size in bytes, as viperblock knows it: {@code ModifyVolume} does not reach it
 * @param config what Hive knows
 * @param snapshotId what it reads from until it is written to; empty if there is nothing
 * @param source the volume or image that the snapshot is of
 */
@JsonPropertyOrder({
    "VolumeName",
    "VolumeSize",
    "BlockSize",
    "ObjBlockSize",
    "SeqNum",
    "ObjectNum",
    "WALNum",
    "BlockToObjectWALNum",
    "Version",
    "VolumeConfig",
    "SnapshotID",
    "SourceVolumeName"
})
record BlockState(
        @JsonProperty("VolumeName") String name,
        @JsonProperty("VolumeSize") long size,
        @JsonProperty("BlockSize") int blockSize,
        @JsonProperty("ObjBlockSize") int objectSize,
        @JsonProperty("SeqNum") long sequence,
        @JsonProperty("ObjectNum") long objects,
        @JsonProperty("WALNum") long logs,
        @JsonProperty("BlockToObjectWALNum") long mappingLogs,
        @JsonProperty("Version") int version,
        @JsonProperty("VolumeConfig") Config config,

        @JsonProperty("SnapshotID") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String snapshotId,

        @JsonProperty("SourceVolumeName") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String source) {
    static final int BLOCK_BYTES = 4096;
    static final int OBJECT_BYTES = 4 << 20;
    static final long GIB = 1L << 30;

    BlockState {
        // What lacks one of these is another document, and not read; the last two are often left out.
        Objects.requireNonNull(name);
        Objects.requireNonNull(config);
        snapshotId = snapshotId == null ? "" : snapshotId;
        source = source == null ? "" : source;
    }

    /** A volume that nothing was written to. */
    static BlockState volume(VolumeRecord volume, long size, String snapshotId, String source) {
        return new BlockState(
                volume.id(),
                size,
                BLOCK_BYTES,
                OBJECT_BYTES,
                0,
                0,
                0,
                0,
                1,
                new Config(volume, ImageRecord.NONE),
                snapshotId,
                source);
    }

    VolumeRecord volume() {
        return config.volume;
    }

    ImageRecord image() {
        return config.image;
    }

    BlockState with(VolumeRecord volume) {
        return new BlockState(
                name,
                size,
                blockSize,
                objectSize,
                sequence,
                objects,
                logs,
                mappingLogs,
                version,
                new Config(volume, config.image),
                snapshotId,
                source);
    }

    /** What Hive knows of it: one of the two is empty, or nearly so. */
    @JsonPropertyOrder({"VolumeMetadata", "AMIMetadata"})
    record Config(
            @JsonProperty("VolumeMetadata") VolumeRecord volume,
            @JsonProperty("AMIMetadata") ImageRecord image) {
        Config {
            Objects.requireNonNull(volume);
            Objects.requireNonNull(image);
        }
    }
}
