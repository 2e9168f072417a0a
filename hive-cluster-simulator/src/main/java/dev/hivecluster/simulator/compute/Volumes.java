package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeStatusDetails;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;

/** Volumes (recordings 109–150). What is stored of them is in {@link VolumeStore}. */
final class Volumes {
    static final int DEFAULT_IOPS = 3000;

    private static final String PREFIX = "vol-";
    private static final int LARGEST_GIB = 16_384;
    private static final List<VolumeStatusDetails> DETAILS = List.of(
            VolumeStatusDetails.builder().name("io-enabled").status("passed").build(),
            VolumeStatusDetails.builder()
                    .name("io-performance")
                    .status("not-applicable")
                    .build());

    private final Platform platform;

    Volumes(Platform platform) {
        this.platform = platform;
    }

    CreateVolumeResponse create(CreateVolumeRequest request) {
        String type = request.volumeTypeAsString();
        String zone = request.availabilityZone();
        if ((type != null && !type.isEmpty() && !type.equals(VolumeRecord.GP3)) || zone == null || zone.isEmpty()) {
            throw invalid();
        }
        if (!zone.equals(platform.availabilityZone())) {
            throw HiveErrors.error("InvalidAvailabilityZone");
        }
        String snapshotId = Objects.requireNonNullElse(request.snapshotId(), "");
        ObjectStore objects = platform.wholeStorage();
        VolumeStore store = new VolumeStore(objects);
        VolumeRecord[] made = new VolumeRecord[1];
        if (snapshotId.isEmpty()) {
            made[0] = record(request, zone, 0);
            store.add(made[0], "");
        } else {
            new SnapshotStore(objects).use(snapshotId, snapshot -> {
                made[0] = record(request, zone, snapshot.sizeGib());
                store.add(made[0], snapshot.volumeId());
            });
        }
        VolumeRecord volume = made[0];
        CreateVolumeResponse.Builder response = CreateVolumeResponse.builder()
                .volumeId(volume.id())
                .size(volume.sizeGib())
                .state(volume.state())
                .availabilityZone(volume.availabilityZone())
                .createTime(volume.createdAt())
                .volumeType(volume.type())
                .iops(volume.iops())
                .encrypted(volume.encrypted());
        return snapshotId.isEmpty()
                ? response.build()
                : response.snapshotId(snapshotId).build();
    }

    /** A new one; it is never smaller than what it is made from. */
    private VolumeRecord record(CreateVolumeRequest request, String zone, int least) {
        int size = Objects.requireNonNullElse(request.size(), least);
        if (size < 1 || size > LARGEST_GIB || size < least) {
            throw invalid();
        }
        return VolumeRecord.data(
                ResourceIds.next("vol"),
                size,
                zone,
                Objects.requireNonNullElse(request.snapshotId(), ""),
                platform.clock().instant());
    }

    DescribeVolumesResponse describe(DescribeVolumesRequest request) {
        for (String id : request.volumeIds()) {
            wellFormed(id);
        }
        VolumeStore store = new VolumeStore(platform.wholeStorage());
        List<VolumeRecord> found = request.volumeIds().isEmpty()
                ? store.all()
                : new TreeSet<>(request.volumeIds())
                        .stream().map(store::find).flatMap(Optional::stream).toList();
        DescribeVolumesResponse.Builder response = DescribeVolumesResponse.builder();
        return found.isEmpty()
                ? response.build()
                : response.volumes(found.stream().map(Volumes::volume).toList()).build();
    }

    DescribeVolumeStatusResponse describeStatus(DescribeVolumeStatusRequest request) {
        for (String id : request.volumeIds()) {
            wellFormed(id);
        }
        VolumeStore store = new VolumeStore(platform.wholeStorage());
        List<VolumeRecord> found = new ArrayList<>();
        if (request.volumeIds().isEmpty()) {
            found.addAll(store.all());
        }
        for (String id : request.volumeIds()) {
            found.add(store.find(id).orElseThrow(() -> HiveErrors.error("InvalidVolume.NotFound")));
        }
        DescribeVolumeStatusResponse.Builder response = DescribeVolumeStatusResponse.builder();
        return found.isEmpty()
                ? response.build()
                : response.volumeStatuses(found.stream().map(Volumes::status).toList())
                        .build();
    }

    /** Grow only, and only what is not attached (recordings 122–126, 134). */
    ModifyVolumeResponse modify(ModifyVolumeRequest request) {
        String id = wellFormed(request.volumeId());
        Integer size = request.size();
        if (size != null && size <= 0) {
            throw invalid();
        }
        VolumeStore store = new VolumeStore(platform.wholeStorage());
        VolumeRecord[] before = new VolumeRecord[1];
        VolumeRecord after = store.modify(id, volume -> {
            if (size != null && size <= volume.sizeGib()) {
                throw invalid();
            }
            if (volume.isInUse()) {
                throw HiveErrors.error("IncorrectState");
            }
            before[0] = volume;
            return volume.modified(
                    size == null ? volume.sizeGib() : size,
                    Objects.requireNonNullElse(request.volumeTypeAsString(), volume.type()),
                    Objects.requireNonNullElse(request.iops(), volume.iops()));
        });
        VolumeRecord original = before[0];
        return ModifyVolumeResponse.builder()
                .volumeModification(modification -> modification
                        .volumeId(id)
                        .modificationState("completed")
                        .progress(100L)
                        .originalSize(original.sizeGib())
                        .originalVolumeType(type(original))
                        .originalIops(original.iops())
                        .targetSize(after.sizeGib())
                        .targetVolumeType(type(after))
                        .targetIops(after.iops())
                        .startTime(platform.clock().instant())
                        .endTime(platform.clock().instant()))
                .build();
    }

    DeleteVolumeResponse delete(DeleteVolumeRequest request) {
        String id = wellFormed(request.volumeId());
        if (id.equals(PREFIX)) {
            throw HiveErrors.error("InvalidVolumeID.Malformed");
        }
        new VolumeStore(platform.wholeStorage()).delete(id);
        return DeleteVolumeResponse.builder().build();
    }

    /** @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidVolumeID.Malformed} */
    static String wellFormed(@Nullable String id) {
        if (id == null || !id.startsWith(PREFIX)) {
            throw HiveErrors.error("InvalidVolumeID.Malformed");
        }
        return id;
    }

    private static Volume volume(VolumeRecord volume) {
        Volume.Builder builder = Volume.builder()
                .volumeId(volume.id())
                .size(volume.sizeGib())
                .state(volume.state())
                .availabilityZone(volume.availabilityZone())
                .createTime(volume.createdAt())
                .volumeType(type(volume))
                .encrypted(volume.encrypted());
        if (volume.iops() > 0) {
            builder.iops(volume.iops());
        }
        if (!volume.snapshotId().isEmpty()) {
            builder.snapshotId(volume.snapshotId());
        }
        if (!volume.instanceId().isEmpty()) {
            builder.attachments(VolumeAttachment.builder()
                    .volumeId(volume.id())
                    .instanceId(volume.instanceId())
                    .device(volume.device())
                    .state(volume.isInUse() ? "attached" : "detached")
                    .deleteOnTermination(volume.deleteOnTermination())
                    .attachTime(volume.attachedAt())
                    .build());
        }
        return builder.build();
    }

    private static VolumeStatusItem status(VolumeRecord volume) {
        return VolumeStatusItem.builder()
                .volumeId(volume.id())
                .availabilityZone(volume.availabilityZone())
                .volumeStatus(info -> info.status("ok").details(DETAILS))
                .actions(List.of())
                .events(List.of())
                .build();
    }

    private static String type(VolumeRecord volume) {
        return volume.type().isEmpty() ? VolumeRecord.GP3 : volume.type();
    }

    private static RuntimeException invalid() {
        return HiveErrors.error("InvalidParameterValue");
    }
}
