package dev.hivecluster.simulator.compute;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;

/**
 * What is known of an instance at a time.
 *
 * @param id such as {@code i-4d5baf5783ff5b27e}
 * @param reservationId shared by those that one call launched
 * @param order what it was launched by
 * @param launched when
 * @param root its root volume; none before that exists
 * @param attached its other volumes
 * @param failure why it could not be launched
 * @param disk where what its guest wrote really lies; none before the guest was first started
 */
public record InstanceRecord(
        String id,
        String reservationId,
        LaunchOrder order,
        Instant launched,
        InstanceState state,
        @Nullable RootVolume root,
        List<AttachedVolume> attached,
        @Nullable String failure,
        @Nullable Path disk) {
    private static final String ROOT_DEVICE = "/dev/xvda";

    public InstanceRecord {
        attached = List.copyOf(attached);
    }

    /** One that begins. */
    static InstanceRecord launched(String reservationId, LaunchOrder order, Instant now) {
        return new InstanceRecord(
                ResourceIds.next("i"), reservationId, order, now, InstanceState.PENDING, null, List.of(), null, null);
    }

    public InstanceType type() {
        return order.type();
    }

    InstanceRecord in(InstanceState next) {
        return new InstanceRecord(id, reservationId, order, launched, next, root, attached, failure, disk);
    }

    InstanceRecord with(RootVolume volume) {
        return new InstanceRecord(id, reservationId, order, launched, state, volume, attached, failure, disk);
    }

    InstanceRecord with(List<AttachedVolume> volumes) {
        return new InstanceRecord(id, reservationId, order, launched, state, root, volumes, failure, disk);
    }

    InstanceRecord on(Path place) {
        return new InstanceRecord(id, reservationId, order, launched, state, root, attached, failure, place);
    }

    /** For ever shutting down (hive contract, section 9). */
    InstanceRecord failed(String reason) {
        return new InstanceRecord(
                id, reservationId, order, launched, InstanceState.SHUTTING_DOWN, root, attached, reason, disk);
    }

    /** What {@code hive get vms} says of it. */
    public String status() {
        return state.internal();
    }

    /** Whether it uses processors and memory of its node. */
    public boolean holdsCapacity() {
        return switch (state) {
            case PENDING, RUNNING, STOPPING -> true;
            case SHUTTING_DOWN -> failure == null;
            case TERMINATED, STOPPED -> false;
        };
    }

    /** Whether it could not be launched. */
    public boolean hasFailed() {
        return failure != null;
    }

    boolean isRunning() {
        return state == InstanceState.RUNNING;
    }

    /** As {@code DescribeInstances} shows it: without addresses, placement and tags (hive contract, section 9). */
    Instance described() {
        Instance.Builder shown = summary();
        List<InstanceBlockDeviceMapping> mappings = new ArrayList<>();
        if (root != null) {
            mappings.add(mapping(ROOT_DEVICE, root.volumeId(), root.created(), root.deleteOnTermination()));
        }
        attached.forEach(volume -> mappings.add(mapping(volume.device(), volume.volumeId(), volume.attached(), false)));
        if (!mappings.isEmpty()) {
            shown.blockDeviceMappings(mappings);
        }
        if (failure != null) {
            shown.stateReason(reason -> reason.code("Server.InternalError").message(failure));
        }
        return shown.build();
    }

    /** As {@code RunInstances} shows it. */
    Instance.Builder summary() {
        Instance.Builder shown = Instance.builder()
                .instanceId(id)
                .imageId(order.imageId())
                .instanceType(order.type().name())
                .launchTime(launched)
                .state(state.shown());
        return order.keyName() == null ? shown : shown.keyName(order.keyName());
    }

    private static InstanceBlockDeviceMapping mapping(
            String device, String volumeId, Instant time, boolean deleteOnTermination) {
        return InstanceBlockDeviceMapping.builder()
                .deviceName(device)
                .ebs(volume -> volume.volumeId(volumeId)
                        .attachTime(time)
                        .deleteOnTermination(deleteOnTermination)
                        .status("attached"))
                .build();
    }

    /**
     * The volume that an instance boots from.
     *
     * @param volumeId such as {@code vol-f5fe79890cc458a61}
     * @param created when
     * @param authorizedKey the line of {@code authorized_keys} that its guest is prepared with; empty without a key pair
     */
    public record RootVolume(
            String volumeId, Instant created, int sizeGib, boolean deleteOnTermination, String authorizedKey) {}

    /**
     * Another volume of an instance.
     *
     * @param device the name that it was attached by, such as {@code /dev/sdf}
     * @param attached when
     */
    public record AttachedVolume(String volumeId, String device, Instant attached, int sizeGib) {}
}
