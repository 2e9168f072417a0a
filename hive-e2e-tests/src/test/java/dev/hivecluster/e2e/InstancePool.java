package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Gives the room for instances that a cluster has to tests that run beside each other: instances that many may look at,
 * launched once, and room for instances of one's own. Whoever finds no room waits until others are done; instances that
 * nobody looks at any more then make way. A test must not hold one thing and ask for another. Thread-safe.
 */
final class InstancePool implements AutoCloseable {
    private static final Set<String> ENDING = Set.of("stopping", "shutting-down", "terminated", "unknown");

    private final Ec2Client ec2;
    private final Launcher launcher;
    private final Supplier<Integer> total;

    /** Guarded by this, as is all that follows. */
    private final List<String> shared = new ArrayList<>();

    private int viewers;
    private int taken;
    private int waitingForAll;
    private int known = -1;

    /** @param total how many instances there is room for */
    InstancePool(Ec2Client ec2, Launcher launcher, Supplier<Integer> total) {
        this.ec2 = ec2;
        this.launcher = launcher;
        this.total = total;
    }

    /** A running instance to look at: others do so too. */
    SharedInstances shared() {
        return shared(1);
    }

    /** Several of them. */
    SharedInstances shared(int count) {
        launcher.prepare();
        SharedInstances instances = view(count);
        try {
            instances.ids().forEach(id -> Instances.awaitRunning(ec2, id));
            return instances;
        } catch (RuntimeException | Error e) {
            instances.close();
            throw e;
        }
    }

    private synchronized SharedInstances view(int count) {
        hasRoomAtAll(count);
        waitUntil(() -> waitingForAll == 0 && free() >= count - shared.size());
        while (shared.size() < count) {
            String id = launcher.launch(1).instances().get(0).instanceId();
            shared.add(id);
        }
        viewers++;
        return new SharedInstances(this, List.copyOf(shared.subList(0, count)));
    }

    /** Room for that many instances of one's own, on whichever nodes. */
    synchronized InstanceRoom room(int count) {
        hasRoomAtAll(count);
        waitUntil(() -> waitingForAll == 0 && (free() >= count || (viewers == 0 && free() + shared.size() >= count)));
        while (free() < count) {
            end(shared.remove(shared.size() - 1));
        }
        taken += count;
        return new InstanceRoom(this, launcher, ec2, count);
    }

    /** Looks at something while there is room for an instance: a full cluster lists no types (hive contract, section 4.8). */
    void whileThereIsRoom(Runnable look) {
        InstanceRoom room = room(1);
        try {
            look.run();
        } finally {
            room.close();
        }
    }

    /** All the room that there is, once nobody else uses any. */
    synchronized InstanceRoom everything() {
        waitingForAll++;
        try {
            waitUntil(() -> viewers == 0 && taken == 0);
            while (!shared.isEmpty()) {
                end(shared.remove(shared.size() - 1));
            }
            int all = capacity();
            taken += all;
            return new InstanceRoom(this, launcher, ec2, all);
        } finally {
            waitingForAll--;
            notifyAll();
        }
    }

    synchronized void leave() {
        viewers--;
        notifyAll();
    }

    synchronized void giveBack(int count) {
        taken -= count;
        notifyAll();
    }

    /** Terminates one and waits until it has ended. One that is not running yet does not hear it the first time. */
    void end(String id) {
        Waits.untilAsserted(id + " has ended", Waits.INSTANCE_LIMIT, () -> {
            if (!ENDING.contains(Instances.state(ec2, id))) {
                Instances.terminate(ec2, id);
            }
            assertThat(Instances.state(ec2, id)).as("the state of %s", id).isIn("terminated", "unknown");
        });
    }

    @Override
    public synchronized void close() {
        Closing.all(shared.stream().map(id -> (AutoCloseable) () -> end(id)).toList());
        shared.clear();
    }

    private int free() {
        return capacity() - shared.size() - taken;
    }

    private int capacity() {
        if (known < 0) {
            known = total.get();
        }
        return known;
    }

    private void hasRoomAtAll(int count) {
        assertThat(capacity())
                .as("how many instances the cluster has room for; give its machines more processors: -Dhive.cpuCores")
                .isGreaterThanOrEqualTo(count);
    }

    private void waitUntil(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for room for instances", e);
        }
    }
}
