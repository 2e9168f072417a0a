package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.Documents;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Volumes as objects of the storage: {@code vol-…/config.json}. Each change is atomic: of two that attach one volume at
 * once, one gets {@code VolumeInUse}.
 */
final class VolumeStore {
    private static final String PREFIX = "vol-";
    private static final String CONFIG = "/config.json";
    private static final String CHECKPOINT = "/checkpoints/blocks.00000000.bin";
    private static final int DEFAULT_ROOT_GIB = 4;
    private static final long EFI_BYTES = 64L << 20;
    private static final long CLOUD_INIT_BYTES = 1L << 20;

    private final ObjectStore objects;
    private final Documents<BlockState> states;
    private final SnapshotStore snapshots;

    VolumeStore(ObjectStore objects) {
        this.objects = objects;
        this.states = new Documents<>(objects, BlockState.class);
        this.snapshots = new SnapshotStore(objects);
    }

    /** A volume; nothing if there is none of that id. */
    Optional<VolumeRecord> find(String id) {
        return states.find(id + CONFIG).map(BlockState::volume).filter(VolumeStore::isVolume);
    }

    /** All volumes, without the companions that root volumes have. */
    List<VolumeRecord> all() {
        return states.all(PREFIX, CONFIG).values().stream()
                .map(BlockState::volume)
                .filter(VolumeStore::isVolume)
                .toList();
    }

    /**
     * Stores a new volume that a user asked for.
     *
     * @param source the volume of the snapshot that it is made from; empty if there is none
     */
    void add(VolumeRecord volume, String source) {
        put(BlockState.volume(volume, volume.sizeGib() * BlockState.GIB, volume.snapshotId(), source));
    }

    /**
     * Makes the root volume of an instance, with its companions. It is available until it is attached.
     *
     * @param imageId the image
     * @param sizeGib the size that was asked for, 0 for the image's own; it is never smaller than that
     * @param deleteOnTermination whether it goes with its instance
     * @return nothing if the image or the snapshot behind it is missing: the launch then fails
     */
    Optional<VolumeRecord> createRoot(String imageId, int sizeGib, boolean deleteOnTermination, Instant now) {
        Optional<ImageRecord> image = new ImageStore(objects).find(imageId);
        if (image.isEmpty() || !snapshots.hasBlocks(image.get().snapshotId())) {
            return Optional.empty();
        }
        String snapshot = image.get().snapshotId();
        String source = snapshots.find(snapshot).map(SnapshotRecord::volumeId).orElse(imageId);
        int least = Math.max(image.get().sizeGib(), DEFAULT_ROOT_GIB);
        VolumeRecord root =
                VolumeRecord.root(ResourceIds.next("vol"), Math.max(sizeGib, least), imageId, deleteOnTermination, now);
        put(companion(root, "-efi", EFI_BYTES));
        put(companion(root, "-cloudinit", CLOUD_INIT_BYTES));
        put(BlockState.volume(root, root.sizeGib() * BlockState.GIB, snapshot, source));
        return Optional.of(root);
    }

    /**
     * Attaches a volume.
     *
     * @param device such as {@code /dev/sdf}; empty for a root volume
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidVolume.NotFound} or {@code VolumeInUse}
     */
    VolumeRecord attach(String id, String instanceId, String device, Instant now) {
        return change(id, state -> {
            if (!isFree(state.volume())) {
                throw HiveErrors.error("VolumeInUse");
            }
            return state.with(state.volume().attached(instanceId, device, now));
        });
    }

    /**
     * Detaches a volume from whatever it is attached to; one that is not attached stays as it is. As in a real Hive its
     * size is then the one that it was made with: viperblock writes back what it knows (recordings 128 and 136).
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidVolume.NotFound}
     */
    VolumeRecord detach(String id) {
        return change(
                id,
                state -> isFree(state.volume())
                        ? state
                        : state.with(state.volume().detached((int) (state.size() / BlockState.GIB))));
    }

    /** Grows or changes a volume; see {@link Volumes#modify}. */
    VolumeRecord modify(String id, UnaryOperator<VolumeRecord> change) {
        return change(id, state -> state.with(change.apply(state.volume())));
    }

    /**
     * Makes a snapshot of a volume.
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidVolume.NotFound}, or
     *     {@code ServerInternal} if it is not attached: nobody serves its blocks
     */
    void snapshot(SnapshotRecord snapshot) {
        change(snapshot.volumeId(), state -> {
            if (!state.volume().isInUse()) {
                throw HiveErrors.error("ServerInternal");
            }
            snapshots.add(snapshot);
            return state;
        });
    }

    /**
     * Removes a volume with all that belongs to it. An instance that is terminated does this too; if it fails, the volume
     * stays (recording 259).
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidVolume.NotFound},
     *     {@code VolumeInUse} if it is attached, {@code InternalError} if there are snapshots of it
     */
    void delete(String id) {
        states.update(id + CONFIG, state -> {
            if (state == null || !isVolume(state.volume())) {
                throw notFound();
            }
            if (!isFree(state.volume())) {
                throw HiveErrors.error("VolumeInUse");
            }
            if (snapshots.existsOf(id)) {
                throw HiveErrors.error("InternalError");
            }
            return null;
        });
        for (String directory : List.of(id + "-efi/", id + "-cloudinit/", id + "/")) {
            objects.deleteAll(ObjectStore.HIVE_BUCKET, directory);
        }
    }

    private VolumeRecord change(String id, UnaryOperator<BlockState> change) {
        VolumeRecord[] changed = new VolumeRecord[1];
        states.update(id + CONFIG, state -> {
            if (state == null || !isVolume(state.volume())) {
                throw notFound();
            }
            BlockState after = change.apply(state);
            changed[0] = after.volume();
            return after;
        });
        return changed[0];
    }

    private void put(BlockState state) {
        objects.put(ObjectStore.HIVE_BUCKET, state.name() + CHECKPOINT, new byte[0]);
        states.put(state.name() + CONFIG, state);
    }

    private static BlockState companion(VolumeRecord root, String suffix, long size) {
        VolumeRecord none = VolumeRecord.NONE;
        BlockState state = BlockState.volume(none, size, "", "");
        return new BlockState(
                root.id() + suffix,
                size,
                state.blockSize(),
                state.objectSize(),
                0,
                0,
                0,
                0,
                state.version(),
                state.config(),
                "",
                "");
    }

    private static boolean isVolume(VolumeRecord volume) {
        return volume.id().startsWith(PREFIX) && volume.sizeGib() > 0;
    }

    private static boolean isFree(VolumeRecord volume) {
        return !volume.isInUse() && volume.instanceId().isEmpty();
    }

    private static RuntimeException notFound() {
        return HiveErrors.error("InvalidVolume.NotFound");
    }
}
