package dev.hivecluster.deploy.tofu;

import static org.awaitility.Awaitility.await;

import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.Pacer;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.MachineSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One cluster on {@link FileMachines}, and everything that is told while one works on it. */
final class TofuFixture {
    static final ClusterName NAME = new ClusterName("demo");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    final FileMachines backend;
    final TofuHost host;
    final FileDeployer deployer;
    final ClusterDirectory directory;
    final TofuFiles files;
    final List<Event> heard = new CopyOnWriteArrayList<>();
    final EventStream events;

    TofuFixture(Path root) throws Exception {
        this(root, Pacer.REAL);
    }

    /** @param pacer the time of every wait */
    TofuFixture(Path root, Pacer pacer) throws Exception {
        backend = new FileMachines(root.resolve("backend"));
        host = FileDeployer.host(root.resolve("home"));
        deployer = new FileDeployer(backend, host);
        directory = new ClusterDirectory(root.resolve("clusters"), NAME);
        files = TofuFiles.of(directory);
        events = new EventStream(Clock.systemUTC(), pacer, List.of(heard::add));
        directory.write(record(directory, spec(1)));
    }

    static ClusterRecord record(ClusterDirectory directory, ClusterSpec spec) {
        return new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec,
                Phase.ABSENT,
                Optional.empty(),
                Owner.current("test of " + directory.name()),
                false,
                Optional.empty(),
                Instant.now());
    }

    static ClusterSpec spec(int nodes) {
        return spec(nodes, MachineSize.DEFAULT, Map.of());
    }

    static ClusterSpec spec(int nodes, Map<String, String> settings) {
        return spec(nodes, MachineSize.DEFAULT, settings);
    }

    static ClusterSpec spec(int nodes, MachineSize size, Map<String, String> settings) {
        return new ClusterSpec(
                NAME, nodes, "files", size, Optional.empty(), "ap-southeast-2", "ap-southeast-2a", settings);
    }

    /** As core calls it: the specification is recorded first, the inventory afterwards. */
    Inventory up(ClusterSpec spec) throws Exception {
        directory.write(directory.record().orElseThrow().withSpec(spec));
        Inventory inventory = deployer.up(spec, directory, events);
        directory.write(inventory);
        return inventory;
    }

    void down() throws Exception {
        deployer.down(directory, events);
    }

    List<Machine> machines() throws Exception {
        return deployer.machines(directory);
    }

    String id() throws IOException {
        return directory.recordId();
    }

    /** An up that stops while the machine is made. */
    Stalled stalledUp(int nodes, String machine) throws Exception {
        backend.stall(machine);
        FutureTask<Inventory> up = new FutureTask<>(() -> up(spec(nodes)));
        Thread thread = new Thread(up, "stalled up");
        thread.start();
        await().atMost(LONG_ENOUGH)
                .until(() -> up.isDone()
                        || backend.machines().stream()
                                .anyMatch(made -> made.machine().name().equals(machine)));
        return new Stalled(up, thread);
    }

    /** The tofu that works on the cluster's state now. */
    ProcessHandle tofu() {
        return await().atMost(LONG_ENOUGH)
                .until(() -> new TofuProcesses(files).running().stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    List<String> warnings() {
        return heard.stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .toList();
    }

    List<Event.Finished> finished() {
        return heard.stream()
                .filter(Event.Finished.class::isInstance)
                .map(event -> (Event.Finished) event)
                .toList();
    }

    /** An up in a thread of its own. */
    record Stalled(FutureTask<Inventory> up, Thread thread) {
        /** How it failed. */
        Throwable failure() throws InterruptedException {
            try {
                return new AssertionError("up succeeded: " + up.get());
            } catch (ExecutionException e) {
                return e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
