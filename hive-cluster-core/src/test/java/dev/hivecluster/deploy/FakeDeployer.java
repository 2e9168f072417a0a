package dev.hivecluster.deploy;

import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Need;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.model.Node;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A deployer whose machines exist in the memory of this object only, for tests of what uses deployers: it counts its
 * calls, and fails or stops half-way when it is told to. Two objects are two backends.
 */
public final class FakeDeployer implements Deployer, Expirable, PowerControl, Reapable {
    /** What a deployer is asked to do. */
    public enum Operation {
        UP,
        DOWN,
        MACHINES,
        POWER_OFF,
        POWER_ON,
        TAG,
        ORPHANS,
        DESTROY
    }

    /**
     * A call that was made.
     *
     * @param recordId the record of the cluster that it was made for
     */
    public record Call(Operation operation, String recordId) {}

    /** A call that waits half-way until it is released or interrupted. */
    public static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Gate() {}

        /** Returns when the call has come half-way. */
        public void awaitReached() throws InterruptedException {
            reached.await();
        }

        /** Lets the call go on. */
        public void release() {
            released.countDown();
        }

        private void pass() throws InterruptedException {
            reached.countDown();
            released.await();
        }
    }

    private static final int FIRST_PORT = 2201;

    private final String name;
    private final Map<String, FakeMachines> clusters = new ConcurrentHashMap<>();
    private final Map<Operation, Gate> gates = new ConcurrentHashMap<>();
    private final Map<Operation, DeployException> failures = new ConcurrentHashMap<>();
    private final Map<Operation, Runnable> actions = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastPort = new AtomicInteger(FIRST_PORT);

    public FakeDeployer() {
        this("fake");
    }

    /** @param name the word by which it is chosen */
    public FakeDeployer(String name) {
        this.name = name;
    }

    /** The next such call fails half-way. */
    public void failNext(Operation operation, String message) {
        failures.put(operation, new DeployException(message));
    }

    /** The next such call stops half-way. */
    public Gate blockNext(Operation operation) {
        Gate gate = new Gate();
        gates.put(operation, gate);
        return gate;
    }

    /** The next such call does this half-way. */
    public void onNext(Operation operation, Runnable action) {
        actions.put(operation, action);
    }

    /** Every call so far, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many clusters have machines. */
    public int clusters() {
        return clusters.size();
    }

    /** How often it was asked to do this, for whichever cluster. */
    public long count(Operation operation) {
        return calls.stream().filter(call -> call.operation() == operation).count();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        String id = called(Operation.UP, directory);
        return events.run("make machines", activity -> makeMachines(id, spec, directory));
    }

    private Inventory makeMachines(String id, ClusterSpec spec, ClusterDirectory directory)
            throws DeployException, InterruptedException {
        try {
            FakeMachines machines = clusters.computeIfAbsent(id, unused -> new FakeMachines(directory, spec.machine()));
            machines.checkReachable(spec);
            for (int index = 1; index <= spec.nodes(); index++) {
                if (index > machines.ports.size()) {
                    machines.ports.add(lastPort.incrementAndGet());
                }
                machines.power.putIfAbsent(spec.name().node(index), Machine.Power.ON);
                if (index == 1) {
                    halfWay(Operation.UP);
                }
            }
            AtomicFiles.writePrivate(directory.sshKey(), "the key of a fake machine\n");
            return machines.inventory(spec);
        } catch (IOException e) {
            throw new DeployException("%s cannot be written: %s".formatted(directory.sshKey(), e), e);
        }
    }

    @Override
    public void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        String id = called(Operation.DOWN, directory);
        events.run("destroy machines", activity -> destroyMachines(id, directory));
    }

    private String destroyMachines(String id, ClusterDirectory directory) throws DeployException, InterruptedException {
        try {
            FakeMachines machines = clusters.get(id);
            if (machines != null) {
                machines.power.keySet().stream().findFirst().ifPresent(machines.power::remove);
            }
            halfWay(Operation.DOWN);
            clusters.remove(id);
            Files.deleteIfExists(directory.sshKey());
            return id;
        } catch (IOException e) {
            throw new DeployException("%s cannot be removed: %s".formatted(directory.sshKey(), e), e);
        }
    }

    @Override
    public List<Machine> machines(ClusterDirectory directory) throws DeployException, InterruptedException {
        String id = called(Operation.MACHINES, directory);
        halfWay(Operation.MACHINES);
        FakeMachines machines = clusters.get(id);
        return machines == null
                ? List.of()
                : machines.power.entrySet().stream()
                        .map(machine ->
                                new Machine(machine.getKey(), "fake-" + machine.getKey(), id, machine.getValue()))
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList();
    }

    @Override
    public void powerOff(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        power(Operation.POWER_OFF, directory, node, Machine.Power.OFF);
    }

    @Override
    public void powerOn(ClusterDirectory directory, Node node) throws DeployException, InterruptedException {
        power(Operation.POWER_ON, directory, node, Machine.Power.ON);
    }

    @Override
    public void tag(ClusterDirectory directory) throws DeployException, InterruptedException {
        called(Operation.TAG, directory);
        halfWay(Operation.TAG);
    }

    @Override
    public List<Orphan> orphans(Map<String, String> settings, Instant now)
            throws DeployException, InterruptedException {
        calls.add(new Call(Operation.ORPHANS, ""));
        halfWay(Operation.ORPHANS);
        List<Orphan> orphans = new ArrayList<>();
        clusters.forEach((id, machines) -> machines.whyNobodyNeedsThem(id, now)
                .ifPresent(reason -> orphans.add(
                        new Orphan(id, "the fake backend of cluster " + machines.directory.name(), reason))));
        return orphans;
    }

    @Override
    public void destroy(Orphan orphan, Map<String, String> settings, EventSink events)
            throws DeployException, InterruptedException {
        calls.add(new Call(Operation.DESTROY, orphan.recordId()));
        halfWay(Operation.DESTROY);
        clusters.remove(orphan.recordId());
    }

    private void power(Operation operation, ClusterDirectory directory, Node node, Machine.Power power)
            throws DeployException, InterruptedException {
        String id = called(operation, directory);
        halfWay(operation);
        FakeMachines machines = clusters.get(id);
        if (machines == null || machines.power.replace(node.name(), power) == null) {
            throw new DeployException("there is no machine %s of cluster %s".formatted(node, directory.name()));
        }
    }

    private String called(Operation operation, ClusterDirectory directory) throws DeployException {
        try {
            String id = directory.recordId();
            calls.add(new Call(operation, id));
            return id;
        } catch (RecordException e) {
            throw new DeployException("no machine can be found without the record: " + e.getMessage(), e);
        }
    }

    private void halfWay(Operation operation) throws DeployException, InterruptedException {
        Gate gate = gates.remove(operation);
        if (gate != null) {
            gate.pass();
        }
        Runnable action = actions.remove(operation);
        if (action != null) {
            action.run();
        }
        DeployException failure = failures.remove(operation);
        if (failure != null) {
            throw failure;
        }
    }

    /** The machines of one cluster. */
    private static final class FakeMachines {
        private final ClusterDirectory directory;
        private final MachineSize size;
        private final List<Integer> ports = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, Machine.Power> power = new ConcurrentHashMap<>();

        private FakeMachines(ClusterDirectory directory, MachineSize size) {
            this.directory = directory;
            this.size = size;
        }

        private Optional<String> whyNobodyNeedsThem(String id, Instant now) {
            try {
                return Need.over(directory, id, now);
            } catch (RecordException unreadable) {
                return Optional.empty();
            }
        }

        private void checkReachable(ClusterSpec spec) throws DeployException {
            if (spec.nodes() < ports.size() || !spec.machine().equals(size)) {
                throw new DeployException("cluster %s has %d machines of %s; to replace them by %d of %s, set -D%s=true"
                        .formatted(
                                spec.name(), ports.size(), size, spec.nodes(), spec.machine(), PropertyNames.REPLACE));
            }
        }

        private Inventory inventory(ClusterSpec spec) {
            List<Node> nodes = new ArrayList<>();
            for (int index = 1; index <= ports.size(); index++) {
                nodes.add(new Node(
                        spec.name().node(index),
                        index,
                        "127.0.0.1",
                        "127.99.0." + index,
                        ports.get(index - 1),
                        List.of()));
            }
            return new Inventory(spec.name(), nodes, "tf-user", "ssh/id_ed25519");
        }
    }
}
