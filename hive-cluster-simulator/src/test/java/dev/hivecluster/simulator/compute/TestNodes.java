package dev.hivecluster.simulator.compute;

import dev.hivecluster.simulator.VirtualTime;
import dev.hivecluster.simulator.node.TimeScale;
import dev.hivecluster.simulator.node.Timetable;
import dev.hivecluster.simulator.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Nodes that run instances with guests that do nothing, and an image to launch; closed after the test. */
final class TestNodes implements AutoCloseable {
    private static final TimeScale FAST = new TimeScale(0.001);
    private static final int MEMORY_MIB_PER_CPU = 8192;

    private final ObjectStore objects = new ObjectStore();
    private final InstanceLedger ledger = new InstanceLedger();
    private final List<ComputeHost> hosts = new CopyOnWriteArrayList<>();
    private final Function<String, Timetable> timetables;
    private final TestGuests guests = new TestGuests();
    private final FakePlatform platform = new FakePlatform(objects, new ObjectStore(), List.of(), hosts);
    private final Ec2Client ec2 = new HiveCompute(platform);
    private final String image = new ImageStore(objects)
            .importImage("ami-test", "x86_64", "Linux/UNIX", 900L << 20, "ap-southeast-2", FakePlatform.NOW);

    private TestNodes(Function<String, Timetable> timetables) {
        this.timetables = timetables;
    }

    /** Nodes with so many processors each, on which Hive is a thousand times as fast. */
    static TestNodes with(int... cpus) {
        return with(name -> Timetable.scaled(name, FAST), cpus);
    }

    /** The same on which things happen when the test says so. */
    static TestNodes in(VirtualTime time, int... cpus) {
        return with(any -> time.timetable(), cpus);
    }

    private static TestNodes with(Function<String, Timetable> timetables, int... cpus) {
        TestNodes nodes = new TestNodes(timetables);
        for (int i = 0; i < cpus.length; i++) {
            nodes.join("node" + (i + 1), cpus[i]);
        }
        return nodes;
    }

    /** A node's daemon starts, again maybe. */
    ComputeHost join(String name, int cpus) {
        ComputeHost host = new ComputeHost(
                new NodeCapacity(name, cpus, cpus * MEMORY_MIB_PER_CPU),
                Clock.systemUTC(),
                timetables.apply(name),
                ledger,
                () -> objects,
                () -> objects,
                guests);
        host.restore();
        hosts.add(host);
        return host;
    }

    /** A node's daemon ends. */
    void lose(String name) {
        ComputeHost lost = host(name);
        hosts.remove(lost);
        lost.close();
    }

    ComputeHost host(String name) {
        return hosts.stream()
                .filter(host -> host.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Ec2Client ec2() {
        return ec2;
    }

    ObjectStore objects() {
        return objects;
    }

    TestGuests guests() {
        return guests;
    }

    String image() {
        return image;
    }

    /** Launches an instance of the smallest type. */
    String launch() {
        return launch(1).get(0);
    }

    List<String> launch(int count) {
        return ec2
                .runInstances(request -> request.imageId(image)
                        .instanceType("t3.nano")
                        .minCount(count)
                        .maxCount(count))
                .instances()
                .stream()
                .map(Instance::instanceId)
                .toList();
    }

    /** Launches an instance and waits until it runs. */
    String running() {
        String id = launch();
        await(id, "running");
        return id;
    }

    /** Launches an instance and waits until its guest has booted. */
    String booted() {
        String id = running();
        Awaitility.await().until(() -> guests.of(id).isBooted());
        return id;
    }

    String stopped() {
        String id = booted();
        ec2.stopInstances(request -> request.instanceIds(id));
        await(id, "stopped");
        return id;
    }

    void await(String id, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> state(id), state::equals);
    }

    /** The state of an instance; empty if there is none. */
    String state(String id) {
        List<Instance> found = described(id);
        return found.isEmpty() ? "" : found.get(0).state().nameAsString();
    }

    List<Instance> described(String... ids) {
        return ec2.describeInstances(request -> request.instanceIds(ids)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    Instance instance(String id) {
        return described(id).get(0);
    }

    String rootVolume(String id) {
        return instance(id).blockDeviceMappings().get(0).ebs().volumeId();
    }

    @Override
    public void close() {
        hosts.forEach(ComputeHost::close);
    }

    /** Guests without anything inside. */
    static final class TestGuests implements Hypervisor {
        private final List<TestGuest> on = new CopyOnWriteArrayList<>();
        private final List<Path> deleted = new CopyOnWriteArrayList<>();

        @Override
        public Guest start(Supplier<InstanceRecord> instance) {
            TestGuest guest = new TestGuest(on, instance.get().id());
            on.add(guest);
            return guest;
        }

        @Override
        public void delete(Path disk) throws IOException {
            deleted.add(disk);
        }

        /** The instances whose guests are on. */
        List<String> on() {
            List<String> ids = new ArrayList<>();
            on.forEach(guest -> ids.add(guest.instanceId));
            return ids;
        }

        List<Path> deleted() {
            return deleted;
        }

        TestGuest of(String instanceId) {
            return on.stream()
                    .filter(guest -> guest.instanceId.equals(instanceId))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** One of them. */
    static final class TestGuest implements Guest {
        private final List<TestGuest> on;
        private final String instanceId;
        private volatile boolean booted;

        TestGuest(List<TestGuest> on, String instanceId) {
            this.on = on;
            this.instanceId = instanceId;
        }

        @Override
        public Path disk() {
            return Path.of("/disks", instanceId);
        }

        @Override
        public void booted() {
            booted = true;
        }

        @Override
        public boolean isBooted() {
            return booted;
        }

        @Override
        public void close() {
            on.remove(this);
        }
    }
}
