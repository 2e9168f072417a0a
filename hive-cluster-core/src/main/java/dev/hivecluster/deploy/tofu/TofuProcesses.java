package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes of tofu that work on one cluster's state. One whose Maven was killed goes on alone, in its own session, and
 * must have ended before anybody else touches the state.
 */
record TofuProcesses(TofuFiles files) {
    /** Those that run, found by the state that their command line names, so that not even a lost directory hides them. */
    List<ProcessHandle> running() {
        String state = stateOption(files);
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(state::equals))
                .toList();
    }

    static String stateOption(TofuFiles files) {
        return "-state=" + files.state();
    }

    /** Waits until none runs. One that nobody has told to stop yet is told so, once. */
    void awaitEnd(Activity activity, Duration limit) throws DeployException, InterruptedException {
        List<ProcessHandle> left = running();
        if (left.isEmpty()) {
            return;
        }
        List<Long> pids = left.stream().map(ProcessHandle::pid).toList();
        activity.warning("tofu of an earlier run, process %s, still works on this cluster; it is ended in order first"
                .formatted(pids));
        for (ProcessHandle process : left) {
            // Without its directory nobody knows whether it was told already; then it is left to come to its end.
            if (Files.isDirectory(files.root())) {
                stopOnce(process, activity);
            }
        }
        try {
            Await.that(activity, "tofu of the earlier run, process %s, ends".formatted(pids), limit)
                    .until(() -> running().isEmpty() ? Observation.found(true) : Observation.notYet("it runs"));
        } catch (AwaitTimeoutException e) {
            throw new DeployException(
                    "%s. Killed, it would lose what it made: wait longer, or end it with kill -9 %s and call down, which finds what it made"
                            .formatted(
                                    e.getMessage(),
                                    String.join(
                                            " ",
                                            pids.stream().map(String::valueOf).toList())),
                    e);
        }
    }

    /** One signal lets tofu finish what is under way and save the state; a second one would make it drop both. */
    void stopOnce(ProcessHandle process, Activity activity) {
        Owner told = owner(process);
        try {
            if (Files.exists(files.stopped())
                    && Json.read(files.stopped(), Owner.class).isSameProcess(told)) {
                return;
            }
            AtomicFiles.writePrivate(files.stopped(), Json.write(told));
        } catch (IOException e) {
            activity.warning("it cannot be recorded that process %d was told to stop: %s"
                    .formatted(process.pid(), e.getMessage()));
        }
        process.destroy();
    }

    private static Owner owner(ProcessHandle process) {
        return new Owner(
                Owner.current("tofu").host(),
                process.pid(),
                process.info().startInstant().orElse(Instant.EPOCH),
                "tofu");
    }
}
