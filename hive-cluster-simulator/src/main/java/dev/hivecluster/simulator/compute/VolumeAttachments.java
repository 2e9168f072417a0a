package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.compute.InstanceRecord.AttachedVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;

/** Volumes that instances get and give back while they run (recordings 127–138, 226, 227, 244, 249). */
final class VolumeAttachments {
    private static final Duration ATTACH = Duration.ofMillis(1_100);
    private static final Duration DETACH = Duration.ofSeconds(2);
    private static final String FIRST_DEVICE = "/dev/sdf";

    /** QEMU is started with as many slots. */
    private static final int SLOTS = 11;

    private final Platform platform;

    VolumeAttachments(Platform platform) {
        this.platform = platform;
    }

    AttachVolumeResponse attach(AttachVolumeRequest request) {
        String volumeId = required(request.volumeId());
        String id = required(request.instanceId());
        ComputeHost host = host(id);
        VolumeStore volumes = volumes();
        VolumeRecord volume = find(volumes, volumeId);
        if (volume.isInUse()) {
            throw HiveErrors.error("VolumeInUse");
        }
        host.work(ATTACH);
        // Of two that come so far with the same volume, one is refused here.
        AttachedVolume[] done = new AttachedVolume[1];
        host.changeVolumes(id, attached -> {
            String device = device(attached, request.device());
            Instant now = platform.clock().instant();
            volumes.attach(volumeId, id, device, now);
            done[0] = new AttachedVolume(volumeId, device, now, volume.sizeGib());
            return Stream.concat(attached.stream(), Stream.of(done[0])).toList();
        });
        return AttachVolumeResponse.builder()
                .volumeId(volumeId)
                .instanceId(id)
                .device(done[0].device())
                .state("attached")
                .attachTime(platform.clock().instant())
                .deleteOnTermination(false)
                .build();
    }

    DetachVolumeResponse detach(DetachVolumeRequest request) {
        String volumeId = required(request.volumeId());
        VolumeStore volumes = volumes();
        VolumeRecord volume = find(volumes, volumeId);
        String owner = volume.instanceId();
        String id = request.instanceId() == null || request.instanceId().isEmpty() ? owner : request.instanceId();
        if (owner.isEmpty() || !id.equals(owner)) {
            throw HiveErrors.error("IncorrectState");
        }
        ComputeHost host = host(id);
        InstanceRecord instance = host.find(id).orElseThrow(() -> HiveErrors.error("InvalidInstanceID.NotFound"));
        if (instance.root() != null && instance.root().volumeId().equals(volumeId)) {
            throw HiveErrors.error("OperationNotPermitted");
        }
        AttachedVolume given = instance.attached().stream()
                .filter(candidate -> candidate.volumeId().equals(volumeId))
                .findFirst()
                .orElseThrow(() -> HiveErrors.error("IncorrectState"));
        if (request.device() != null && !request.device().equals(given.device())) {
            throw HiveErrors.error("InvalidParameterValue");
        }
        host.work(DETACH);
        host.changeVolumes(id, attached -> {
            List<AttachedVolume> left = new ArrayList<>(attached);
            if (!left.remove(given)) {
                throw HiveErrors.error("IncorrectState");
            }
            volumes.detach(volumeId);
            return left;
        });
        return DetachVolumeResponse.builder()
                .volumeId(volumeId)
                .instanceId(id)
                .device(given.device())
                .state("detaching")
                .attachTime(given.attached())
                .deleteOnTermination(false)
                .build();
    }

    /** The node that runs an instance. */
    private ComputeHost host(String id) {
        List<ComputeHost> hosts = platform.hosts();
        Optional<ComputeHost> host = hosts.stream()
                .filter(candidate -> candidate.find(id).isPresent())
                .findFirst();
        boolean stopped =
                hosts.stream().limit(1).anyMatch(any -> any.findStopped(id).isPresent());
        if (host.isEmpty() && !stopped) {
            throw HiveErrors.error("InvalidInstanceID.NotFound");
        }
        return host.filter(candidate ->
                        candidate.find(id).filter(InstanceRecord::isRunning).isPresent())
                .orElseThrow(() -> HiveErrors.error("IncorrectInstanceState"));
    }

    private VolumeStore volumes() {
        return new VolumeStore(platform.wholeStorage());
    }

    private static VolumeRecord find(VolumeStore volumes, String id) {
        return volumes.find(Volumes.wellFormed(id)).orElseThrow(() -> HiveErrors.error("InvalidVolume.NotFound"));
    }

    private static String device(List<AttachedVolume> attached, @Nullable String wanted) {
        List<String> taken = attached.stream().map(AttachedVolume::device).toList();
        if (attached.size() >= SLOTS || (wanted != null && taken.contains(wanted))) {
            throw HiveErrors.error("InvalidParameterValue");
        }
        if (wanted != null && !wanted.isEmpty()) {
            return wanted;
        }
        String prefix = FIRST_DEVICE.substring(0, FIRST_DEVICE.length() - 1);
        return Stream.iterate('f', letter -> (char) (letter + 1))
                .map(letter -> prefix + letter)
                .filter(device -> !taken.contains(device))
                .findFirst()
                .orElseThrow();
    }

    private static String required(@Nullable String parameter) {
        if (parameter == null || parameter.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        return parameter;
    }
}
