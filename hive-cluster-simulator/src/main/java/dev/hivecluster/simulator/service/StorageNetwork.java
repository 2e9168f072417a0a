package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.storage.ObjectStore;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The predastores of one simulator, and what they store together; a store outlives the processes that serve it. */
final class StorageNetwork {
    private final Map<Group, ObjectStore> stores = new HashMap<>();
    private final Set<InetSocketAddress> up = new HashSet<>();

    synchronized void open(InetSocketAddress member) {
        up.add(member);
        notifyAll();
    }

    synchronized void shut(InetSocketAddress member) {
        up.remove(member);
    }

    /** Waits until more than half of a group is up. */
    synchronized void awaitQuorum(Group group) throws InterruptedException {
        while (!hasQuorum(group)) {
            wait();
        }
    }

    synchronized boolean hasQuorum(Group group) {
        long present = group.members().stream().filter(up::contains).count();
        return present > group.members().size() / 2;
    }

    /** Whether all of a group are up. */
    synchronized boolean isWhole(Group group) {
        return up.containsAll(group.members());
    }

    /** What a group stores. */
    synchronized ObjectStore store(Group group) {
        return stores.computeIfAbsent(group, any -> new ObjectStore());
    }

    /** What a group stores, as one of its members serves it; nothing while it cannot. */
    synchronized Optional<ObjectStore> reach(InetSocketAddress member, Group group) {
        return up.contains(member) && hasQuorum(group) ? Optional.of(store(group)) : Optional.empty();
    }

    /**
     * The predastores that store together.
     *
     * @param accountId the cluster that they belong to: another formation does not find the objects of the last one
     * @param members where they listen
     */
    record Group(String accountId, Set<InetSocketAddress> members) {
        Group {
            members = Set.copyOf(members);
        }
    }
}
