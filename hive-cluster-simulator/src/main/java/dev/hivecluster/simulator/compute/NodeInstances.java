package dev.hivecluster.simulator.compute;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a node, as they are now, and what they use together: that is asked for with every launch, and must not
 * take longer the more instances have ended.
 */
final class NodeInstances {
    private final Map<String, InstanceRecord> byId = new ConcurrentHashMap<>();
    private int usedCpus;
    private int usedMemoryMib;

    /** All of them, those that have failed or ended included. */
    List<InstanceRecord> all() {
        return List.copyOf(byId.values());
    }

    Optional<InstanceRecord> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Sets what is known of an instance, whether or not something was known before. */
    synchronized void put(InstanceRecord instance) {
        count(byId.put(instance.id(), instance), -1);
        count(instance, 1);
    }

    synchronized void remove(String id) {
        count(byId.remove(id), -1);
    }

    /** What is left of a node's size. */
    synchronized NodeCapacity leftOf(NodeCapacity size) {
        return new NodeCapacity(size.node(), size.freeCpus() - usedCpus, size.freeMemoryMib() - usedMemoryMib);
    }

    private void count(@Nullable InstanceRecord instance, int sign) {
        if (instance != null && instance.holdsCapacity()) {
            usedCpus += sign * instance.type().cpus();
            usedMemoryMib += sign * instance.type().memoryMib();
        }
    }
}
