package dev.hivecluster.simulator;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Reapable.Orphan;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Need;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.simulator.SimulatorProcesses.Simulator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Simulators' processes that should have ended by themselves, and did not. */
final class SimulatorOrphans {
    private SimulatorOrphans() {}

    /** Those of this user and this view of the file system; elsewhere, their records cannot be read. */
    static List<Orphan> find(Instant now) {
        return ours().flatMap(simulator -> orphan(simulator, now)).toList();
    }

    /** Ends a process that still is an orphan, and deletes the keys that it should have taken along. */
    static void destroy(Orphan orphan, Instant now, Activity activity) throws DeployException, InterruptedException {
        Optional<Simulator> found = ours().filter(
                        simulator -> simulator.recordId().equals(orphan.recordId()))
                .filter(simulator -> orphan(simulator, now).findAny().isPresent())
                .findFirst();
        if (found.isEmpty()) {
            activity.skipped();
            return;
        }
        ClusterDirectory directory = found.get().directory();
        SimulatorFiles files = new SimulatorFiles(directory);
        BackgroundFiles process = found.get().noun().equals(FakeProxmoxFiles.NOUN)
                ? new FakeProxmoxFiles(directory).process()
                : files.process();
        new SimulatorProcess(process, orphan.recordId()).stop(activity);
        try {
            if (!files.belongToAnother(orphan.recordId())) {
                files.deleteAccess();
            }
        } catch (IOException e) {
            throw new DeployException(
                    "%s is ended, but its keys in %s are not removed: %s"
                            .formatted(orphan.description(), directory, WriteException.words(e)),
                    e);
        }
        activity.succeeded();
    }

    private static Stream<Simulator> ours() {
        return SimulatorProcesses.all().stream().filter(Simulator::isOurs);
    }

    private static Stream<Orphan> orphan(Simulator simulator, Instant now) {
        try {
            return Need.over(simulator.directory(), simulator.recordId(), now)
                    .map(reason -> new Orphan(
                            simulator.recordId(),
                            "the %s of cluster %s, process %d"
                                    .formatted(
                                            simulator.noun(),
                                            simulator.directory().name(),
                                            simulator.process().pid()),
                            reason))
                    .stream();
        } catch (RecordException somebodyMayRepairIt) {
            return Stream.of();
        }
    }
}
