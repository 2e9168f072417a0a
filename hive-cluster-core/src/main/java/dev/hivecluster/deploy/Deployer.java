package dev.hivecluster.deploy;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import java.util.List;
import java.util.Set;

/**
 * Where machines come from. Found by {@link java.util.ServiceLoader}; what else a deployer can do it says by implementing
 * a capability beside this interface, such as {@link PowerControl} or
 * {@link Reapable}.
 *
 * <p>A deployer keeps what it needs between calls in {@link ClusterDirectory#deployer()}, holds no state of its own, and
 * is called by one thread at a time per cluster. It tags its machines with the id of the cluster's record
 * ({@link ClusterDirectory#recordId()}), not only with the cluster's name, which is everybody's.
 */
public interface Deployer {
    /** The word by which a user chooses it: the value of {@code hive.deployer}. */
    String name();

    /**
     * What the names of its own settings begin with: each of these.
     *
     * <p>Any of these may be a secret, such as the token of a hypervisor. Core records them in {@code cluster.json}, which
     * only its owner can read, forgets them when the cluster is destroyed, and shows their names alone. A deployer hands
     * them on through the environment or a file of mode 0600, never on a command line; keeps them out of its messages,
     * those of {@link #validate} included; and {@linkplain dev.hivecluster.event.Activity#hide hides} them before it runs
     * what may print them.
     */
    default Set<String> settingsPrefixes() {
        return Set.of("hive." + name() + ".");
    }

    /**
     * Checks the settings that only this deployer understands, before anything is recorded.
     *
     * @throws dev.hivecluster.model.InvalidSettingException for the first that cannot be used
     */
    default void validate(ClusterSpec spec) {}

    /**
     * Makes the machines, or completes what is there, so that they are what the specification says; a call on complete
     * machines changes nothing. Returns when each node's SSH server has been told to start, not when it answers. On
     * failure it may leave machines behind: the caller calls {@link #down}.
     */
    Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException;

    /**
     * Destroys every machine of this cluster, also after a half-done {@link #up}, and returns only when none is left; on
     * nothing it succeeds.
     */
    void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException;

    /** What exists now: asked from the backend, not read from our files. */
    List<Machine> machines(ClusterDirectory directory) throws DeployException, InterruptedException;
}
