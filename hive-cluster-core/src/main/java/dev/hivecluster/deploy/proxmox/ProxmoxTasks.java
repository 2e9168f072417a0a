package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.proxmox.ProxmoxClient.TaskStatus;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Await;
import dev.hivecluster.event.Await.Observation;
import dev.hivecluster.event.AwaitTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** What Proxmox does in the background: begins it, again while a machine is locked, and waits for its end. */
final class ProxmoxTasks {
    /** Proxmox itself gives up a lock after ten seconds; a backup of a machine takes minutes, and then a person decides. */
    private static final Duration LOCK_LIMIT = Duration.ofMinutes(2);

    private static final Duration TASK_LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ProxmoxClient client;

    ProxmoxTasks(ProxmoxClient client) {
        this.client = client;
    }

    /**
     * Carries a task out.
     *
     * @param host where
     * @param what what it does, for people, such as {@code stop of pve1/100}
     * @throws ProxmoxException if Proxmox refuses it, or it fails
     */
    void carryOut(String host, String what, Beginning beginning, Activity activity)
            throws DeployException, InterruptedException {
        try {
            Await.that(activity, what, LOCK_LIMIT).atLeastEvery(PAUSE).<String, DeployException>until(() -> {
                try {
                    String task = beginning.begin();
                    awaitEnd(host, what, task, activity);
                    return Observation.found(task);
                } catch (ProxmoxException e) {
                    if (!e.isLocked()) {
                        throw e;
                    }
                    return Observation.notYet(e.getMessage());
                }
            });
        } catch (AwaitTimeoutException e) {
            throw new DeployException(
                    "%s. See on host %s who holds the lock (qm list, qm status <id>); qm unlock <id> takes it away"
                            .formatted(e.getMessage(), host),
                    e);
        }
    }

    private void awaitEnd(String host, String what, String task, Activity activity)
            throws DeployException, InterruptedException {
        TaskStatus ended;
        try {
            ended = Await.that(activity, what, TASK_LIMIT).until(() -> {
                TaskStatus status = client.taskStatus(host, task);
                return status.hasEnded() ? Observation.found(status) : Observation.notYet("the task still runs");
            });
        } catch (AwaitTimeoutException e) {
            throw new DeployException("%s. See task %s on host %s".formatted(e.getMessage(), task, host), e);
        }
        if (!ended.isOk()) {
            String reason = Optional.ofNullable(ended.exitstatus()).orElse("without a reason");
            throw new ProxmoxException(
                    "%s failed on host %s: %s (%s)".formatted(what, host, reason, client.taskLog(host, task)),
                    0,
                    reason);
        }
    }

    /** Begins a task. */
    @FunctionalInterface
    interface Beginning {
        /** @return the task's id */
        String begin() throws DeployException, InterruptedException;
    }
}
