package dev.hivecluster.lifecycle;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployer;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The end of one cluster: first its machines, then the files that were of use only while they stood. That something cannot
 * be written keeps no machine alive. The caller holds the cluster's lock.
 */
final class Destruction {
    private final ClusterDirectory directory;
    private final ClusterRecord record;
    private final Deployer deployer;

    Destruction(ClusterDirectory directory, ClusterRecord record, Deployers deployers) {
        this.directory = directory;
        this.record = record;
        this.deployer = deployers.named(record.spec().deployer());
    }

    /** @throws PhaseFailedException if something is left; the message says what, and how to go on */
    void run(Duration limit, Activity activity, Clock clock) throws Exception {
        ClusterRecord attempt = record.attempting(Phase.DESTROYED, clock.instant());
        try {
            directory.write(attempt);
        } catch (WriteException e) {
            activity.warning(e.getMessage() + ". The cluster is destroyed nevertheless");
        }
        Attempts.recorded(directory, () -> attempt, () -> {
            destroyMachines(limit, activity);
            return removeFiles(attempt.destroyed());
        });
    }

    private void destroyMachines(Duration limit, EventSink events) throws Exception {
        List<Machine> left;
        try {
            left = TimeLimit.within(limit, PropertyNames.TIMEOUT_DOWN, "down", () -> {
                deployer.down(directory, events);
                return deployer.machines(directory);
            });
        } catch (PhaseFailedException e) {
            throw failed(e.getMessage(), e);
        } catch (DeployException e) {
            throw failed("%s; %s".formatted(e.getMessage(), whatIsLeft()), e);
        }
        if (!left.isEmpty()) {
            throw new PhaseFailedException(
                    "cluster %s: after the destroy %s; %s".formatted(record.name(), stillThere(left), tryAgain()));
        }
    }

    private ClusterRecord removeFiles(ClusterRecord destroyed) throws PhaseFailedException {
        try {
            for (Path useless :
                    List.of(directory.ssh(), directory.hive(), directory.deployer(), directory.inventoryFile())) {
                Trees.delete(useless);
            }
            directory.write(destroyed);
            return destroyed;
        } catch (IOException e) {
            throw new PhaseFailedException(
                    "no machine of cluster %s is left, but its record and files in %s are: %s. Once that is mended, %s"
                            .formatted(record.name(), directory, WriteException.words(e), tryAgain()),
                    e);
        }
    }

    private PhaseFailedException failed(@Nullable String reason, Exception e) {
        return new PhaseFailedException(
                "cluster %s could not be destroyed: %s. Its record and state are kept in %s; %s"
                        .formatted(record.name(), reason, directory, tryAgain()),
                e);
    }

    private String whatIsLeft() throws InterruptedException {
        try {
            List<Machine> left = deployer.machines(directory);
            return left.isEmpty() ? "no machine of it is left" : stillThere(left);
        } catch (DeployException e) {
            return "which machines are left is not known (%s)".formatted(e.getMessage());
        }
    }

    private static String stillThere(List<Machine> left) {
        return "%s still %s"
                .formatted(
                        left.stream().map(Machine::name).collect(Collectors.joining(", ")),
                        left.size() == 1 ? "exists" : "exist");
    }

    private String tryAgain() {
        return "try again with " + GoalCommand.of(directory, "down");
    }
}
