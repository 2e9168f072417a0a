package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.Documents;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Snapshots as objects of the storage: {@code snap-…/metadata.json}. Those of imported images have none, and are not listed. */
final class SnapshotStore {
    private static final String METADATA = "/metadata.json";

    private final ObjectStore objects;
    private final Documents<SnapshotRecord> snapshots;

    SnapshotStore(ObjectStore objects) {
        this.objects = objects;
        this.snapshots = new Documents<>(objects, SnapshotRecord.class);
    }

    Optional<SnapshotRecord> find(String id) {
        return snapshots.find(id + METADATA);
    }

    List<SnapshotRecord> all() {
        return List.copyOf(snapshots.all("snap-", METADATA).values());
    }

    void add(SnapshotRecord snapshot) {
        addBlocks(snapshot.id(), snapshot.volumeId());
        snapshots.put(snapshot.id() + METADATA, snapshot);
    }

    /** Stores what viperblock keeps of a snapshot: whose blocks they are. */
    void addBlocks(String id, String source) {
        objects.put(ObjectStore.HIVE_BUCKET, id + "/checkpoints/blocks.00000000.bin", new byte[0]);
        String config = "{\"SnapshotID\":\"%s\",\"SourceVolumeName\":\"%s\",\"BlockSize\":%d,\"ObjBlockSize\":%d}"
                .formatted(id, source, BlockState.BLOCK_BYTES, BlockState.OBJECT_BYTES);
        objects.put(ObjectStore.HIVE_BUCKET, id + "/config.json", config.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a snapshot's blocks are there, so that a volume can be made from it. */
    boolean hasBlocks(String id) {
        return objects.find(ObjectStore.HIVE_BUCKET, id + "/config.json").isPresent();
    }

    boolean existsOf(String volumeId) {
        return all().stream().anyMatch(snapshot -> snapshot.volumeId().equals(volumeId));
    }

    /**
     * Does something with a snapshot, which is not removed meanwhile.
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidSnapshot.NotFound}
     */
    void use(String id, Consumer<SnapshotRecord> use) {
        snapshots.update(id + METADATA, snapshot -> {
            use.accept(existing(snapshot));
            return snapshot;
        });
    }

    /**
     * Removes a snapshot.
     *
     * @param isUsed whether a volume was made from it
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidSnapshot.NotFound} or
     *     {@code InvalidSnapshot.InUse}
     */
    void delete(String id, BooleanSupplier isUsed) {
        snapshots.update(id + METADATA, snapshot -> {
            existing(snapshot);
            if (isUsed.getAsBoolean()) {
                throw HiveErrors.error("InvalidSnapshot.InUse");
            }
            return null;
        });
        objects.deleteAll(ObjectStore.HIVE_BUCKET, id + "/");
    }

    private static SnapshotRecord existing(@Nullable SnapshotRecord snapshot) {
        if (snapshot == null) {
            throw HiveErrors.error("InvalidSnapshot.NotFound");
        }
        return snapshot;
    }
}
