package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Snapshots (recordings 145–164). They are complete at once, and those of attached volumes alone can be made. */
final class Snapshots {
    private static final String PREFIX = "snap-";

    private final Platform platform;

    Snapshots(Platform platform) {
        this.platform = platform;
    }

    CreateSnapshotResponse create(CreateSnapshotRequest request) {
        String volumeId = request.volumeId();
        if (volumeId == null || volumeId.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        Volumes.wellFormed(volumeId);
        VolumeStore volumes = new VolumeStore(platform.wholeStorage());
        VolumeRecord volume = volumes.find(volumeId).orElseThrow(() -> HiveErrors.error("InvalidVolume.NotFound"));
        SnapshotRecord snapshot = SnapshotRecord.of(
                volume,
                Objects.requireNonNullElse(request.description(), ""),
                platform.accessKeyId(),
                TagLists.of(request.tagSpecifications(), "snapshot"),
                platform.clock().instant());
        volumes.snapshot(snapshot);
        CreateSnapshotResponse.Builder response = CreateSnapshotResponse.builder()
                .snapshotId(snapshot.id())
                .volumeId(snapshot.volumeId())
                .volumeSize(snapshot.sizeGib())
                .state(snapshot.state())
                .progress(snapshot.progress())
                .startTime(snapshot.startTime())
                .description(snapshot.description())
                .encrypted(snapshot.encrypted())
                .ownerId(snapshot.owner());
        return snapshot.tags().isEmpty()
                ? response.build()
                : response.tags(TagLists.of(snapshot.tags())).build();
    }

    DescribeSnapshotsResponse describe(DescribeSnapshotsRequest request) {
        List<String> ids = request.snapshotIds();
        for (String id : ids) {
            wellFormed(id);
        }
        List<Snapshot> found = new SnapshotStore(platform.wholeStorage())
                .all().stream()
                        .filter(snapshot -> ids.isEmpty() || ids.contains(snapshot.id()))
                        .map(Snapshots::snapshot)
                        .toList();
        DescribeSnapshotsResponse.Builder response = DescribeSnapshotsResponse.builder();
        return found.isEmpty() ? response.build() : response.snapshots(found).build();
    }

    /** The region that it is copied from must be named, and is not looked at. */
    CopySnapshotResponse copy(CopySnapshotRequest request) {
        String sourceId = required(request.sourceSnapshotId());
        if (request.sourceRegion() == null || request.sourceRegion().isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        SnapshotStore store = new SnapshotStore(platform.wholeStorage());
        SnapshotRecord[] copy = new SnapshotRecord[1];
        store.use(sourceId, source -> {
            copy[0] = source.copy(
                    Objects.requireNonNullElse(request.description(), source.description()),
                    platform.clock().instant());
            store.add(copy[0]);
        });
        return CopySnapshotResponse.builder().snapshotId(copy[0].id()).build();
    }

    DeleteSnapshotResponse delete(DeleteSnapshotRequest request) {
        String id = required(request.snapshotId());
        ObjectStore objects = platform.wholeStorage();
        VolumeStore volumes = new VolumeStore(objects);
        new SnapshotStore(objects)
                .delete(
                        id,
                        () -> volumes.all().stream()
                                .anyMatch(volume -> volume.snapshotId().equals(id)));
        return DeleteSnapshotResponse.builder().build();
    }

    private static String required(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        return wellFormed(id);
    }

    private static String wellFormed(String id) {
        if (!id.startsWith(PREFIX)) {
            throw HiveErrors.error("InvalidSnapshotID.Malformed");
        }
        return id;
    }

    private static Snapshot snapshot(SnapshotRecord snapshot) {
        Snapshot.Builder builder = Snapshot.builder()
                .snapshotId(snapshot.id())
                .volumeId(snapshot.volumeId())
                .volumeSize(snapshot.sizeGib())
                .state(snapshot.state())
                .progress(snapshot.progress())
                .startTime(snapshot.startTime())
                .description(snapshot.description())
                .encrypted(snapshot.encrypted())
                .ownerId(snapshot.owner());
        return snapshot.tags().isEmpty()
                ? builder.build()
                : builder.tags(TagLists.of(snapshot.tags())).build();
    }
}
