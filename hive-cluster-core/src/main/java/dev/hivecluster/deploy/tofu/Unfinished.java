package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.AtomicFiles;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * What a tofu that was killed had begun: the backend goes on making the machine, and only when it is done the machine says
 * whose it is. Whoever looked before that would see nothing, and forget it.
 */
record Unfinished(TofuCluster cluster) {
    /** The import of a disk may take so long. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Tofu is about to change something. */
    static void begin(TofuFiles files) throws DeployException {
        try {
            AtomicFiles.write(files.changing(), "");
        } catch (IOException e) {
            throw new DeployException("%s cannot be written: %s".formatted(files.changing(), e.getMessage()), e);
        }
    }

    /** It has come to its end itself, and waited for what it began. */
    static void end(TofuFiles files) throws DeployException {
        try {
            Files.deleteIfExists(files.changing());
        } catch (IOException e) {
            throw new DeployException("%s cannot be removed: %s".formatted(files.changing(), e.getMessage()), e);
        }
    }

    /** Waits until everything that was begun says whose it is, if a tofu was killed, or nobody knows whether one was. */
    void await(Hypervisor hypervisor, Activity activity) throws DeployException, InterruptedException {
        if (Files.exists(cluster.files().root())
                && Files.notExists(cluster.files().changing())) {
            return;
        }
        try {
            Await.that(activity, "machines that are being made say whose they are", LIMIT)
                    .atLeastEvery(PAUSE)
                    .<List<String>, DeployException>until(() -> {
                        List<String> unfinished = hypervisor.unfinished();
                        return unfinished.isEmpty()
                                ? Observation.found(unfinished)
                                : Observation.notYet(String.join(", ", unfinished));
                    });
        } catch (AwaitTimeoutException e) {
            throw new DeployException(
                    "tofu was killed, and whether this is what it had begun cannot be told: %s. Look there what is being made, then call %s"
                            .formatted(e.getMessage(), GoalCommand.of(cluster.directory(), "down")),
                    e);
        }
    }
}
