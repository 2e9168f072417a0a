package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.compute.InstanceRecord.AttachedVolume;
import dev.hivecluster.simulator.compute.InstanceRecord.RootVolume;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What instances need of the cluster's storage. */
final class InstanceVolumes {
    private static final Logger LOG = Logger.getLogger(InstanceVolumes.class.getName());

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
     * Gives an instance its volumes, now; those that it has had since before too.
     *
     * @return its other volumes, without those that are gone or that somebody else has meanwhile
     * @throws Ec2Exception if it cannot have its root volume
     */
    List<AttachedVolume> mount(InstanceRecord instance, RootVolume root, Instant now) {
        unmount(instance);
        volumes.attach(root.volumeId(), instance.id(), "", now);
        List<AttachedVolume> kept = new ArrayList<>();
        for (AttachedVolume volume : instance.attached()) {
            try {
                volumes.attach(volume.volumeId(), instance.id(), volume.device(), now);
                kept.add(volume);
            } catch (Ec2Exception e) {
                LOG.info(() -> "%s goes on without %s: %s".formatted(instance.id(), volume.volumeId(), e));
            }
        }
        return kept;
    }

    /** Takes back the volumes that an instance has. */
    void unmount(InstanceRecord instance) {
        if (instance.root() != null) {
            release(instance.root().volumeId(), instance.id());
        }
        instance.attached().forEach(volume -> release(volume.volumeId(), instance.id()));
    }

    private void release(String volumeId, String instanceId) {
        if (volumes.find(volumeId)
                .filter(volume -> volume.instanceId().equals(instanceId))
                .isPresent()) {
            volumes.detach(volumeId);
        }
    }

    /**
     * Deletes the root volume of an instance, if it goes with it.
     *
     * @throws Ec2Exception if there are snapshots of it: it stays then (recording 259)
     */
    void deleteRoot(InstanceRecord instance) {
        RootVolume root = instance.root();
        if (root != null && root.deleteOnTermination()) {
            volumes.delete(root.volumeId());
        }
    }
}
