package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.compute.InstanceRecord.AttachedVolume;
import dev.hivecluster.simulator.compute.InstanceRecord.RootVolume;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * What the instances on a node consist of: their volumes, which are in the cluster's storage, and their guests. When that
 * changes, and what is remembered of it, is its {@link ComputeHost}'s business.
 */
final class InstanceParts {
    private static final Logger LOG = Logger.getLogger(InstanceParts.class.getName());

    private final String node;
    private final Clock clock;
    private final Supplier<ObjectStore> storage;
    private final Supplier<ObjectStore> wholeStorage;
    private final Hypervisor hypervisor;
    private final Map<String, Guest> guests = new ConcurrentHashMap<>();

    /**
     * @param storage throws an {@link Ec2Exception} while it cannot be reached
     * @param wholeStorage the same, which also throws one while a part of it is away: nothing new can be stored then
     */
    InstanceParts(
            String node,
            Clock clock,
            Supplier<ObjectStore> storage,
            Supplier<ObjectStore> wholeStorage,
            Hypervisor hypervisor) {
        this.node = node;
        this.clock = clock;
        this.storage = storage;
        this.wholeStorage = wholeStorage;
        this.hypervisor = hypervisor;
    }

    /** Makes the root volume; nothing if image or key pair are missing, or if nothing can be stored. */
    Optional<RootVolume> makeRoot(InstanceRecord instance) {
        LaunchOrder order = instance.order();
        try {
            InstanceVolumes volumes = new InstanceVolumes(wholeStorage.get());
            Optional<String> key = order.keyName() == null ? Optional.of("") : volumes.publicKey(order.keyName());
            return key.flatMap(line -> volumes.createRoot(order, clock.instant())
                    .map(volume -> new RootVolume(
                            volume.id(), volume.createdAt(), volume.sizeGib(), order.deleteOnTermination(), line)));
        } catch (Ec2Exception e) {
            LOG.info(() -> "%s: %s gets no volume: %s"
                    .formatted(node, instance.id(), e.awsErrorDetails().errorCode()));
            return Optional.empty();
        }
    }

    /**
     * Gives an instance its volumes; see {@link InstanceVolumes#mount}.
     *
     * @throws Ec2Exception if it cannot have its root volume, or the storage cannot be reached
     */
    List<AttachedVolume> mount(InstanceRecord instance, RootVolume root) {
        return volumes().mount(instance, root, clock.instant());
    }

    /** Takes back the volumes that an instance has, those that can be reached. */
    void unmount(InstanceRecord instance) {
        settle(instance, InstanceVolumes::unmount);
    }

    /** Deletes the root volume of an instance, if it goes with it and can be reached, and what its guest wrote. */
    void delete(InstanceRecord instance) {
        settle(instance, InstanceVolumes::deleteRoot);
        if (instance.disk() != null) {
            try {
                hypervisor.delete(instance.disk());
            } catch (IOException e) {
                LOG.log(Level.WARNING, e, () -> "%s: what the guest of %s wrote stays".formatted(node, instance.id()));
            }
        }
    }

    /**
     * Switches the guest of an instance on.
     *
     * @param instance as it is when one asks
     * @throws IOException if the machine has no port left for it
     */
    Guest switchOn(String id, Supplier<InstanceRecord> instance) throws IOException {
        Guest guest = hypervisor.start(instance);
        guests.put(id, guest);
        return guest;
    }

    /** Switches the guest of an instance off, if it is on. */
    void switchOff(String id) {
        Guest guest = guests.remove(id);
        if (guest != null) {
            guest.close();
        }
    }

    void switchAllOff() {
        guests.values().forEach(Guest::close);
        guests.clear();
    }

    /** Whether any guest is on. */
    boolean areOn() {
        return !guests.isEmpty();
    }

    /** Whether all guests that are on hear the power button. */
    boolean areBooted() {
        return guests.values().stream().allMatch(Guest::isBooted);
    }

    /** Whether the guest of an instance hears the power button, or is off already. */
    boolean isBootedOrOff(String id) {
        Guest guest = guests.get(id);
        return guest == null || guest.isBooted();
    }

    private InstanceVolumes volumes() {
        return new InstanceVolumes(storage.get());
    }

    /** What cannot be done with its volumes now is left undone: they stay as they are. */
    private void settle(InstanceRecord instance, BiConsumer<InstanceVolumes, InstanceRecord> step) {
        try {
            step.accept(volumes(), instance);
        } catch (Ec2Exception e) {
            LOG.info(() -> "%s: the volumes of %s stay as they are: %s".formatted(node, instance.id(), e));
        }
    }
}
