package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Gives the room for instances that a cluster has to tests that run beside each other: instances that many may look at,
 * launched once, and room for instances of one's own. Whoever finds no room waits until others are done, and nobody
 * overtakes who waits; instances that nobody looks at any more then make way. A test must not hold one thing and ask for
 * another. Thread-safe.
 */
final class InstancePool implements AutoCloseable {
    private final Ec2Client ec2;
    private final Launcher launcher;
    private final Lazy<Integer> capacity;
    private final Duration limit;

    /** Guarded by this, as is all that follows. */
    private final List<String> shared = new ArrayList<>();

    /** By what was given for it, oldest first. */
    private final Map<Object, Holding> holdings = new LinkedHashMap<>();
    /** The first has its turn, until it got what it asked for. */
    private final Deque<Holding> waiting = new ArrayDeque<>();

    /** @param total how many instances there is room for */
    InstancePool(Ec2Client ec2, Launcher launcher, Supplier<Integer> total) {
        this(ec2, launcher, total, Waits.limited(Waits.ROOM_LIMIT));
    }

    /** @param limit how long anybody waits for room */
    InstancePool(Ec2Client ec2, Launcher launcher, Supplier<Integer> total, Duration limit) {
        this.ec2 = ec2;
        this.launcher = launcher;
        this.capacity = new Lazy<>(total);
        this.limit = limit;
    }

    /** A running instance to look at: others do so too. */
    SharedInstances shared() {
        return shared(1);
    }

    /** Several of them. */
    SharedInstances shared(int count) {
        launcher.prepare();
        hasRoomAtAll(count);
        Holding holding = new Holding("%d to look at".formatted(count), 0);
        SharedInstances instances = inTurn(holding, () -> free() >= count - shared.size(), () -> {
            while (lookable().size() < count) {
                add(launcher.launch(1).instances().get(0).instanceId());
            }
            return hold(holding, new SharedInstances(this, lookable().subList(0, count)));
        });
        try {
            instances.ids().forEach(id -> Instances.awaitRunning(ec2, id));
            return instances;
        } catch (RuntimeException | Error e) {
            instances.close();
            throw e;
        }
    }

    /** Room for that many instances of one's own, on whichever nodes. */
    InstanceRoom room(int count) {
        hasRoomAtAll(count);
        return own(
                new Holding("%d of its own".formatted(count), count),
                () -> free() >= count || (!isLookedAt() && free() + shared.size() >= count));
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
    InstanceRoom everything() {
        return own(new Holding("all the room", capacity.get()), holdings::isEmpty);
    }

    /** Somebody is done with instances, or with room for them. */
    synchronized void giveBack(Object what) {
        holdings.remove(what);
        notifyAll();
    }

    @Override
    public void close() {
        Closing.all(lookable().stream()
                .map(id -> (AutoCloseable) () -> endShared(id))
                .toList());
    }

    /** Who holds what, and who waits for what. */
    @Override
    public synchronized String toString() {
        return "room for %d instances, %d of them launched to be looked at; held: %s; waiting, the first first: %s"
                .formatted(capacity.get(), shared.size(), holdings.values(), waiting);
    }

    private InstanceRoom own(Holding holding, BooleanSupplier isThereRoom) {
        return inTurn(holding, isThereRoom, () -> {
            List<String> idle = lookable();
            for (int i = idle.size() - 1; !hasFree(holding.taken()); i--) {
                endShared(idle.get(i));
            }
            return hold(holding, new InstanceRoom(this, launcher, ec2, holding.taken()));
        });
    }

    /** Does something when it is its turn and there is room: nobody else takes room meanwhile, but some may give it back. */
    private <T> T inTurn(Holding holding, BooleanSupplier isThereRoom, Supplier<T> work) {
        try {
            await(holding, isThereRoom);
            return work.get();
        } finally {
            leave(holding);
        }
    }

    private synchronized void await(Holding holding, BooleanSupplier isThereRoom) {
        waiting.add(holding);
        long began = System.nanoTime();
        try {
            while (waiting.peek() != holding || !isThereRoom.getAsBoolean()) {
                long left = limit.minusNanos(System.nanoTime() - began).toMillis();
                if (left <= 0) {
                    throw new AssertionError("%s was not to be had in %s: %s".formatted(holding, limit, this));
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("%s was interrupted while it waited for room: %s".formatted(holding, this), e);
        }
    }

    private synchronized void leave(Holding holding) {
        waiting.remove(holding);
        notifyAll();
    }

    private synchronized <T> T hold(Holding holding, T given) {
        holdings.put(given, holding);
        return given;
    }

    private synchronized List<String> lookable() {
        return List.copyOf(shared);
    }

    private synchronized void add(String id) {
        shared.add(id);
    }

    private void endShared(String id) {
        Instances.end(ec2, id);
        synchronized (this) {
            shared.remove(id);
        }
    }

    private synchronized boolean hasFree(int count) {
        return free() >= count;
    }

    private synchronized int free() {
        return capacity.get()
                - shared.size()
                - holdings.values().stream().mapToInt(Holding::taken).sum();
    }

    private synchronized boolean isLookedAt() {
        return holdings.values().stream().anyMatch(holding -> holding.taken() == 0);
    }

    private void hasRoomAtAll(int count) {
        assertThat(capacity.get())
                .as("how many instances the cluster has room for; give its machines more processors: -Dhive.cpuCores")
                .isGreaterThanOrEqualTo(count);
    }

    /** What somebody has, or waits for. No two are equal. */
    private static final class Holding {
        private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

        private final String what;
        private final int taken;
        private final String who = asker();

        /**
         * @param what for people
         * @param taken how many of one's own there is to be room for; none if others' are looked at
         */
        Holding(String what, int taken) {
            this.what = what;
            this.taken = taken;
        }

        int taken() {
            return taken;
        }

        /** The test, or what helps it, whose call came out of nowhere in this file. */
        private static String asker() {
            return STACK.walk(
                    frames -> frames.filter(frame -> frame.getDeclaringClass().getNestHost() != InstancePool.class)
                            .findFirst()
                            .map(frame -> frame.getDeclaringClass().getSimpleName() + "." + frame.getMethodName())
                            .orElse("somebody"));
        }

        @Override
        public String toString() {
            return "%s for %s".formatted(what, who.replace(".<init>", ""));
        }
    }
}
