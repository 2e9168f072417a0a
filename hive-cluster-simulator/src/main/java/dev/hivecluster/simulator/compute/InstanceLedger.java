package dev.hivecluster.simulator.compute;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The instances of a cluster as its nodes remember them together: it outlives their daemons, as NATS's storage does. Those
 * on a node are the node's; stopped ones are nobody's, and any node may start them (hive contract, section 9).
 */
public final class InstanceLedger {
    private final Map<String, NodeInstances> byNode = new ConcurrentHashMap<>();
    private final Map<String, InstanceRecord> stopped = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();

    /** Those of a node; what the node does with them is remembered. */
    NodeInstances of(String node) {
        return byNode.computeIfAbsent(node, any -> new NodeInstances());
    }

    /** Stopped ones, by id. */
    Map<String, InstanceRecord> stopped() {
        return Map.copyOf(stopped);
    }

    Optional<InstanceRecord> findStopped(String id) {
        return Optional.ofNullable(stopped.get(id));
    }

    void putStopped(InstanceRecord instance) {
        stopped.put(instance.id(), instance);
    }

    /** Takes a stopped one out: of two that want it, one gets it. */
    Optional<InstanceRecord> takeStopped(String id) {
        return Optional.ofNullable(stopped.remove(id));
    }

    /** How often it had been tried to start an instance before. */
    int startTried(String id) {
        return starts.computeIfAbsent(id, any -> new AtomicInteger()).getAndIncrement();
    }

    /** It does not matter any more how often. */
    void startDone(String id) {
        starts.remove(id);
    }
}
