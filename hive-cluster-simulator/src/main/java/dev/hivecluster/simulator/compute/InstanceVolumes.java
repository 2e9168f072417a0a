package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What instances need of the cluster's storage. */
final class InstanceVolumes {
    private final ObjectStore objects;
    private final VolumeStore volumes;

    InstanceVolumes(ObjectStore objects) {
        this.objects = objects;
        this.volumes = new VolumeStore(objects);
    }

    /** Makes a root volume that nobody has yet; nothing if there is no such image, or nothing behind it any more. */
    Optional<VolumeRecord> createRoot(LaunchOrder order, Instant now) {
        return volumes.createRoot(order.imageId(), order.rootSizeGib(), order.deleteOnTermination(), now);
    }

    /** The public key of a key pair, as a line of {@code authorized_keys}. */
    Optional<String> publicKey(String keyName) {
        return objects.get(ObjectStore.HIVE_BUCKET, KeyPairs.PREFIX + keyName)
                .map(key -> new String(key, StandardCharsets.UTF_8).strip());
    }

    /**
     * Gives a volume to an instance, now; also one that the instance has had since before.
     *
     * @param device empty for a root volume
     * @throws Ec2Exception {@code InvalidVolume.NotFound}, {@code VolumeInUse}
     */
    void take(String volumeId, String instanceId, String device, Instant now) {
        release(volumeId, instanceId);
        volumes.attach(volumeId, instanceId, device, now);
    }

    /** Takes a volume back, if the instance has it. */
    void release(String volumeId, String instanceId) {
        if (volumes.find(volumeId)
                .filter(volume -> volume.instanceId().equals(instanceId))
                .isPresent()) {
            volumes.detach(volumeId);
        }
    }

    /**
     * Deletes a volume.
     *
     * @throws Ec2Exception if there is none, somebody has it, or there are snapshots of it
     */
    void delete(String volumeId) {
        volumes.delete(volumeId);
    }
}
