package dev.hivecluster.simulator;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MachineSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A cluster of the simulated deployer for a test; destroyed when it is closed. */
final class StandingCluster implements AutoCloseable {
    private static final ClusterName NAME = new ClusterName("standing");

    private final SimulatedDeployer deployer = new SimulatedDeployer();
    private final List<Event> seen = new CopyOnWriteArrayList<>();
    private final EventReader reader = seen::add;
    private final EventStream events = new EventStream(Clock.systemUTC(), List.of(reader));
    private final ClusterDirectory directory;
    private final String recordId = UUID.randomUUID().toString();

    StandingCluster(Path clusters) throws IOException {
        directory = new ClusterDirectory(clusters, NAME);
        directory.write(new ClusterRecord(
                ClusterRecord.VERSION,
                recordId,
                spec(1, Map.of()),
                Phase.ABSENT,
                Optional.empty(),
                Owner.current("test"),
                false,
                Optional.empty(),
                Instant.now()));
    }

    SimulatedDeployer deployer() {
        return deployer;
    }

    ClusterDirectory directory() {
        return directory;
    }

    SimulatorFiles files() {
        return new SimulatorFiles(directory);
    }

    Inventory up(int nodes) throws Exception {
        return up(nodes, Map.of());
    }

    Inventory up(int nodes, Map<String, String> settings) throws Exception {
        return up(deployer, nodes, settings);
    }

    Inventory up(SimulatedDeployer other, int nodes, Map<String, String> settings) throws Exception {
        return other.up(spec(nodes, settings), directory, events);
    }

    void down() throws Exception {
        deployer.down(directory, events);
    }

    /** Changes the record, as another process would. */
    void record(UnaryOperator<ClusterRecord> change) throws IOException {
        directory.write(change.apply(directory.record().orElseThrow()));
    }

    /** The id of its record. */
    String id() {
        return recordId;
    }

    /** What it was asked to be, by default. */
    ClusterSpec spec() {
        return spec(1, Map.of());
    }

    /** What a cluster with these machines was asked to be. */
    ClusterSpec spec(Inventory inventory) {
        return spec(inventory.nodes().size(), Map.of());
    }

    /** What the process wrote about itself. */
    SimulatorState state() throws IOException {
        return Json.read(files().state(), SimulatorState.class);
    }

    ProcessHandle process() {
        return SimulatorProcesses.of(recordId).get(0);
    }

    /** Stops the process, which stays there and does nothing any more. */
    void hang() throws Exception {
        Process kill =
                new ProcessBuilder("kill", "-STOP", Long.toString(process().pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -STOP ended with " + kill.exitValue());
        }
    }

    boolean runs() {
        return !SimulatorProcesses.of(recordId).isEmpty();
    }

    List<String> warnings() {
        return seen.stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .toList();
    }

    /** Ends the process even if the test took its record away. */
    @Override
    public void close() {
        for (ProcessHandle left : SimulatorProcesses.of(recordId)) {
            left.destroyForcibly();
            left.onExit().join();
        }
    }

    private static ClusterSpec spec(int nodes, Map<String, String> settings) {
        return new ClusterSpec(
                NAME,
                nodes,
                "simulated",
                MachineSize.DEFAULT,
                Optional.empty(),
                "ap-southeast-2",
                "ap-southeast-2a",
                settings);
    }
}
