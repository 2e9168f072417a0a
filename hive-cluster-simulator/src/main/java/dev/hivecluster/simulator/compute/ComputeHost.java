package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.compute.InstanceRecord.AttachedVolume;
import dev.hivecluster.simulator.compute.InstanceRecord.RootVolume;
import dev.hivecluster.simulator.node.Timetable;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The instances on a node, which its daemon runs. Times are those of a real Hive on two cores (hive contract, section 9,
 * and the recordings' timings), scaled.
 */
public final class ComputeHost implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ComputeHost.class.getName());

    private static final Duration PREPARE = Duration.ofMillis(10);
    private static final Duration LAUNCH = Duration.ofMillis(6_400);
    private static final Duration START = Duration.ofMillis(6_200);
    private static final Duration BOOT = Duration.ofSeconds(32);
    private static final Duration STOP = Duration.ofMillis(4_300);
    private static final Duration TERMINATE = Duration.ofMillis(5_200);
    private static final String VOLUME_FAILED = "volume_preparation_failed";
    private static final int SERVER_ERROR = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A guest that boots does not hear the power button; this is how long Hive waits before it pulls the plug. */
    private static final Duration DEAF = Duration.ofSeconds(64);

    private final String node;
    private final NodeCapacity size;
    private final Clock clock;
    private final Timetable timetable;
    private final InstanceLedger ledger;
    private final NodeInstances records;
    private final InstanceParts parts;
    private final Map<String, CompletableFuture<Boolean>> starts = new HashMap<>();
    private boolean closed;

    /**
     * @param size the node with all that it has
     * @param timetable of what happens to its instances; closed with it
     * @param ledger where its instances are remembered
     * @param storage throws an {@link Ec2Exception} while it cannot be reached
     * @param wholeStorage the same, which also throws one while a part of it is away: nothing new can be stored then
     */
    public ComputeHost(
            NodeCapacity size,
            Clock clock,
            Timetable timetable,
            InstanceLedger ledger,
            Supplier<ObjectStore> storage,
            Supplier<ObjectStore> wholeStorage,
            Hypervisor hypervisor) {
        this.node = size.node();
        this.size = size;
        this.clock = clock;
        this.timetable = timetable;
        this.ledger = ledger;
        this.records = ledger.of(node);
        this.parts = new InstanceParts(node, clock, storage, wholeStorage, hypervisor);
    }

    /** The node's name, as Hive knows it. */
    public String node() {
        return node;
    }

    /** What it has left. */
    public NodeCapacity capacity() {
        return records.leftOf(size);
    }

    /** Its instances, those that have failed or ended included; stopped ones are not on any node. */
    public List<InstanceRecord> instances() {
        return records.all();
    }

    /** The stopped instances of the whole cluster. */
    List<InstanceRecord> stopped() {
        return List.copyOf(ledger.stopped().values());
    }

    /** A stopped instance of the cluster. */
    Optional<InstanceRecord> findStopped(String id) {
        return ledger.findStopped(id);
    }

    Optional<InstanceRecord> find(String id) {
        return records.find(id);
    }

    /**
     * Launches as many as there is room for, at most {@code most}.
     *
     * @return none if there is not room for {@code least}
     */
    synchronized List<InstanceRecord> launch(LaunchOrder order, int least, int most) {
        int count = closed ? 0 : Math.min(most, order.type().fitting(capacity()));
        if (count < least) {
            return List.of();
        }
        String reservation = ResourceIds.next("r");
        List<InstanceRecord> launched = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InstanceRecord instance = InstanceRecord.launched(reservation, order, clock.instant());
            records.put(instance);
            launched.add(instance);
            after(PREPARE, () -> prepare(instance.id()));
        }
        return launched;
    }

    /**
     * Starts a stopped instance here.
     *
     * @return whether that works; completed when it runs
     */
    synchronized CompletableFuture<Boolean> start(String id) {
        Optional<InstanceRecord> taken = closed ? Optional.empty() : ledger.takeStopped(id);
        if (taken.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        InstanceRecord instance = taken.get();
        if (instance.type().fitting(capacity()) == 0) {
            ledger.putStopped(instance);
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        records.put(instance.in(InstanceState.PENDING));
        starts.put(id, done);
        after(START, () -> run(id));
        return done;
    }

    /** How often it has been tried to start a stopped instance before; this time counts. */
    int startTried(String id) {
        return ledger.startTried(id);
    }

    /** Whether its daemon has ended. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Stops an instance that runs here; tells whether it does. */
    synchronized boolean stop(String id) {
        return leave(id, InstanceState.STOPPING, STOP, this::stopped);
    }

    /** Terminates an instance that runs here; tells whether it does. */
    synchronized boolean terminate(String id) {
        return leave(id, InstanceState.SHUTTING_DOWN, TERMINATE, this::terminated);
    }

    /** Terminates a stopped instance: nothing is left of it. Tells whether there was one. */
    boolean terminateStopped(String id) {
        Optional<InstanceRecord> taken = ledger.takeStopped(id);
        taken.ifPresent(instance -> {
            ledger.startDone(id);
            parts.delete(instance);
        });
        return taken.isPresent();
    }

    /**
     * Changes the volumes of an instance that runs.
     *
     * @param change called while nobody else changes the instance; what it throws is thrown
     * @throws Ec2Exception {@code IncorrectInstanceState} if it does not run any more
     */
    synchronized void changeVolumes(String id, UnaryOperator<List<AttachedVolume>> change) {
        InstanceRecord instance = records.find(id).orElse(null);
        if (closed || instance == null || instance.state() != InstanceState.RUNNING) {
            throw HiveErrors.error("IncorrectInstanceState");
        }
        records.put(instance.with(change.apply(instance.attached())));
    }

    /** Lets a time pass that Hive needs for something. */
    void work(Duration real) {
        try {
            timetable.pass(real);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HiveErrors.error("InternalError");
        }
    }

    /**
     * Brings back what was here when the node's daemon last ended: what ran runs again (hive contract, section 9), what was
     * ending has ended, what had ended or failed is forgotten.
     */
    public synchronized void restore() {
        if (closed) {
            return;
        }
        for (InstanceRecord instance : records.all()) {
            String id = instance.id();
            switch (instance.state()) {
                case RUNNING, PENDING -> {
                    records.put(instance.in(InstanceState.PENDING));
                    prepareOrRun(id);
                }
                case STOPPING -> {
                    records.put(instance.in(InstanceState.STOPPING));
                    stopped(id);
                }
                case SHUTTING_DOWN -> {
                    if (instance.failure() == null) {
                        terminated(id);
                    }
                    records.remove(id);
                }
                case TERMINATED, STOPPED -> records.remove(id);
            }
        }
    }

    /** How long it takes to power all guests down, in a real Hive. */
    public synchronized Duration timeToDrain() {
        if (!parts.areOn()) {
            return Duration.ZERO;
        }
        return parts.areBooted() ? STOP : DEAF;
    }

    /** Switches all guests off, as a daemon does that ends in good order: they start again with the next daemon. */
    public synchronized void drain() {
        parts.switchAllOff();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        timetable.close();
        synchronized (this) {
            drain();
            starts.values().forEach(start -> start.complete(false));
            starts.clear();
        }
    }

    private void after(Duration real, Runnable step) {
        timetable.after(real, () -> guarded(step));
    }

    private synchronized void guarded(Runnable step) {
        if (closed) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "a step of an instance on %s failed".formatted(node));
        }
    }

    private void prepareOrRun(String id) {
        InstanceRecord instance = records.find(id).orElse(null);
        if (instance != null && instance.root() == null) {
            prepare(id);
        } else {
            run(id);
        }
    }

    /** Makes the root volume. Without one the instance shuts down for ever. */
    private void prepare(String id) {
        InstanceRecord instance = records.find(id).orElse(null);
        if (instance == null) {
            return;
        }
        Optional<RootVolume> root = parts.makeRoot(instance);
        if (root.isPresent()) {
            records.put(instance.with(root.get()));
            after(LAUNCH, () -> run(id));
        } else {
            records.put(instance.failed(VOLUME_FAILED));
        }
    }

    /** Mounts the volumes and switches the guest on; again later, while the storage cannot be reached. */
    private void run(String id) {
        InstanceRecord instance = records.find(id).orElse(null);
        if (instance == null || instance.root() == null) {
            return;
        }
        Guest guest;
        try {
            records.put(instance.with(parts.mount(instance, instance.root())));
            guest = parts.switchOn(id, () -> records.find(id).orElse(instance));
        } catch (Ec2Exception e) {
            if (e.statusCode() < SERVER_ERROR) {
                giveUp(instance, e);
            } else {
                runLater(id, e);
            }
            return;
        } catch (IOException e) {
            runLater(id, e);
            return;
        }
        records.find(id).ifPresent(now -> records.put(now.on(guest.disk()).in(InstanceState.RUNNING)));
        ledger.startDone(id);
        after(BOOT, guest::booted);
        CompletableFuture<Boolean> start = starts.remove(id);
        if (start != null) {
            start.complete(true);
        }
    }

    private void runLater(String id, Exception reason) {
        LOG.info(() -> "%s: %s cannot run yet: %s".formatted(node, id, reason));
        after(RETRY, () -> run(id));
    }

    /** It cannot have its root volume, now or later: a stopped one stays stopped, any other has failed. */
    private void giveUp(InstanceRecord instance, Ec2Exception reason) {
        LOG.info(() -> "%s: %s cannot run: %s"
                .formatted(node, instance.id(), reason.awsErrorDetails().errorCode()));
        CompletableFuture<Boolean> start = starts.remove(instance.id());
        if (start == null) {
            records.put(instance.failed(VOLUME_FAILED));
        } else {
            ledger.putStopped(instance.in(InstanceState.STOPPED));
            records.remove(instance.id());
            start.complete(false);
        }
    }

    private boolean leave(String id, InstanceState next, Duration time, Consumer<String> end) {
        InstanceRecord instance = records.find(id).orElse(null);
        if (closed || instance == null || instance.state() != InstanceState.RUNNING) {
            return false;
        }
        records.put(instance.in(next));
        after(parts.isBootedOrOff(id) ? time : DEAF, () -> end.accept(id));
        return true;
    }

    private void stopped(String id) {
        parts.switchOff(id);
        InstanceRecord instance = records.find(id).orElse(null);
        if (instance != null) {
            parts.unmount(instance);
            ledger.putStopped(instance.in(InstanceState.STOPPED));
            records.remove(id);
        }
    }

    private void terminated(String id) {
        parts.switchOff(id);
        InstanceRecord instance = records.find(id).orElse(null);
        if (instance != null) {
            parts.unmount(instance);
            parts.delete(instance);
            records.put(instance.in(InstanceState.TERMINATED));
        }
    }
}
