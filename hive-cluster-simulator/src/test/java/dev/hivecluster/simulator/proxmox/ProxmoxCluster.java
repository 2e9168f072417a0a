package dev.hivecluster.simulator.proxmox;

import static org.awaitility.Awaitility.await;

import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.MachineSize;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** One cluster on a {@link ProxmoxBackend}, worked on as core does, and everything that is told meanwhile. */
final class ProxmoxCluster {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final ProxmoxBackend backend;
    private final ClusterDirectory directory;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final EventStream events = new EventStream(Clock.systemUTC(), List.of(heard::add));

    /** @param clusters where the cluster's directory is */
    ProxmoxCluster(ProxmoxBackend backend, Path clusters, String name) throws Exception {
        this.backend = backend;
        this.directory = new ClusterDirectory(clusters, new ClusterName(name));
        directory.write(new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec(1, Map.of()),
                Phase.ABSENT,
                Optional.empty(),
                Owner.current("test of " + name),
                false,
                Optional.empty(),
                Instant.now()));
    }

    private ClusterSpec spec(int nodes, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(backend.settings());
        settings.putAll(more);
        return new ClusterSpec(
                directory.name(),
                nodes,
                "proxmox",
                MachineSize.DEFAULT,
                Optional.empty(),
                "ap-southeast-2",
                "ap-southeast-2a",
                settings);
    }

    /** @param settings beside those that lead to the backend */
    Inventory up(int nodes, Map<String, String> settings) throws Exception {
        ClusterSpec spec = spec(nodes, settings);
        directory.write(directory.record().orElseThrow().withSpec(spec));
        Inventory inventory = backend.deployer().up(spec, directory, events);
        directory.write(inventory);
        return inventory;
    }

    Inventory up(int nodes) throws Exception {
        return up(nodes, Map.of());
    }

    void down() throws Exception {
        backend.deployer().down(directory, events);
    }

    List<Machine> machines() throws Exception {
        return backend.deployer().machines(directory);
    }

    /** An up in a thread of its own. */
    FutureTask<Inventory> beginUp(int nodes, Map<String, String> settings) {
        FutureTask<Inventory> up = new FutureTask<>(() -> up(nodes, settings));
        new Thread(up, "up of " + directory.name()).start();
        return up;
    }

    /** How an up failed. */
    static Throwable failure(FutureTask<Inventory> up) throws InterruptedException {
        try {
            return new AssertionError("up succeeded: " + up.get());
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    /** The tofu that works on this cluster now. */
    ProcessHandle tofu() {
        String option = "-state=" + state();
        return await().atMost(LONG_ENOUGH)
                .until(
                        () -> ProcessHandle.allProcesses()
                                .filter(process -> process.info().arguments().stream()
                                        .flatMap(Stream::of)
                                        .anyMatch(option::equals))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    ClusterDirectory directory() {
        return directory;
    }

    Path state() {
        return directory.path().resolve("terraform.tfstate");
    }

    Path goodState() {
        return directory.deployer().resolve("good.tfstate");
    }

    List<String> warnings() {
        return heard.stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .toList();
    }
}
