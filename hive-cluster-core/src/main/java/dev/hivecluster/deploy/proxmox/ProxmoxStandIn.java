package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import java.util.Optional;

/**
 * What stands in for a real Proxmox, so that everything can be tried without one: it lives for one cluster, in a process of
 * its own, and keeps what it needs between calls in {@link ClusterDirectory#deployer()}. Found by {@link java.util.ServiceLoader}.
 */
public interface ProxmoxStandIn {
    /**
     * Starts it for a cluster whose record is written, and returns once its API answers; if it runs already, that one is
     * used. It ends by {@link #end}, or by itself when the cluster's record says that nobody needs it any more.
     */
    ProxmoxAccess start(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException;

    /** The way in to the one that runs; empty if it does not run any more, with which every machine in it is gone. */
    Optional<ProxmoxAccess> find(ClusterDirectory directory) throws DeployException, InterruptedException;

    /**
     * Ends it; if it does not run, this succeeds.
     *
     * @throws DeployException if there is still a machine, a cloud-init file or a disk in it, naming them; it then goes on
     */
    void end(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException;
}
