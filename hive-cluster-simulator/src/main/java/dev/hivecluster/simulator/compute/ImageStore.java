package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.Documents;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images as objects of the storage: {@code ami-…/config.json}, and the snapshot that volumes are made from. */
public final class ImageStore {
    private static final String PREFIX = "ami-";
    private static final String CONFIG = "/config.json";
    /** The owner of all images, and of the snapshots that they are made with (hive contract, section 9). */
    static final String ACCOUNT = "123456789";

    private static final int IMPORT_IOPS = 1000;

    private final ObjectStore objects;
    private final Documents<BlockState> states;
    private final SnapshotStore snapshots;

    /** @param objects where they are */
    public ImageStore(ObjectStore objects) {
        this.objects = objects;
        this.states = new Documents<>(objects, BlockState.class);
        this.snapshots = new SnapshotStore(objects);
    }

    /** An image; nothing if there is none of that id. */
    Optional<ImageRecord> find(String id) {
        return states.find(id + CONFIG)
                .map(BlockState::image)
                .filter(image -> image.id().equals(id));
    }

    /** All images. */
    List<ImageRecord> all() {
        return states.all(PREFIX, CONFIG).values().stream()
                .map(BlockState::image)
                .filter(image -> !image.id().isEmpty())
                .toList();
    }

    /**
     * Stores an image of an operating system, as {@code hive admin images import} does.
     *
     * @param name such as {@code ami-debian-12-x86_64}
     * @param architecture such as {@code x86_64}
     * @param platform such as {@code Linux/UNIX}
     * @param bytes the length of the raw image
     * @param region the cluster's
     * @return its id
     */
    public String importImage(
            String name, String architecture, String platform, long bytes, String region, Instant now) {
        String id = ResourceIds.next("ami");
        int sizeGib = (int) (bytes / BlockState.GIB);
        VolumeRecord volume = new VolumeRecord(
                id,
                name,
                "system",
                sizeGib,
                VolumeRecord.AVAILABLE,
                now,
                VolumeRecord.NEVER,
                region,
                "",
                "",
                VolumeRecord.GP3,
                IMPORT_IOPS,
                null,
                "",
                false,
                false);
        ImageRecord image = new ImageRecord(
                id,
                name,
                name + " cloud image prepared for Hive",
                architecture,
                platform,
                now,
                "ebs",
                "hvm",
                "system",
                sizeGib,
                "snap-" + id,
                null);
        long objectCount = (bytes + BlockState.OBJECT_BYTES - 1) / BlockState.OBJECT_BYTES;
        snapshots.addBlocks(image.snapshotId(), id);
        objects.put(ObjectStore.HIVE_BUCKET, id + "/checkpoints/blocks.00000000.bin", new byte[0]);
        states.put(
                id + CONFIG,
                new BlockState(
                        id,
                        bytes,
                        BlockState.BLOCK_BYTES,
                        BlockState.OBJECT_BYTES,
                        bytes / BlockState.BLOCK_BYTES,
                        objectCount,
                        0,
                        0,
                        1,
                        new BlockState.Config(volume, image),
                        "",
                        ""));
        return id;
    }

    /**
     * Makes an image of an attached root volume, by a snapshot of it (recordings 190, 196, 197). Names may be given twice.
     *
     * @param rootVolumeId the volume
     * @param sourceImageId the image that its instance was launched from, which tells architecture and platform
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code ServerInternal} if the volume is missing or
     *     not attached, or the source image is missing
     */
    ImageRecord createFrom(String rootVolumeId, String sourceImageId, String name, String description, Instant now) {
        VolumeStore volumes = new VolumeStore(objects);
        VolumeRecord root = volumes.find(rootVolumeId).orElseThrow(() -> HiveErrors.error("ServerInternal"));
        ImageRecord source = find(sourceImageId).orElseThrow(() -> HiveErrors.error("ServerInternal"));
        SnapshotRecord snapshot = SnapshotRecord.of(root, "", ACCOUNT, Map.of(), now);
        volumes.snapshot(snapshot);
        ImageRecord image = new ImageRecord(
                ResourceIds.next("ami"),
                name,
                description,
                source.architecture(),
                source.platform(),
                now,
                "ebs",
                source.virtualization(),
                "self",
                root.sizeGib(),
                snapshot.id(),
                null);
        states.put(
                image.id() + CONFIG,
                new BlockState("", 0, 0, 0, 0, 0, 0, 0, 0, new BlockState.Config(VolumeRecord.NONE, image), "", ""));
        return image;
    }
}
