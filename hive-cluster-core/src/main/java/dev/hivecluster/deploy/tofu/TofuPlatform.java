package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import java.util.Map;
import java.util.Optional;

/** What one kind of backend, such as Proxmox, adds to tofu: its module, its settings and its hypervisor. */
public interface TofuPlatform {
    /** The word by which a user chooses it: the value of {@code hive.deployer}. */
    String name();

    /**
     * Checks the settings that only this platform understands.
     *
     * @throws dev.hivecluster.model.InvalidSettingException for the first that cannot be used
     */
    void validate(ClusterSpec spec);

    /** Where the module comes from. */
    TofuModule module(ClusterSpec spec);

    /**
     * Whether a resource is a machine, or what a machine cannot lose, so that it is only replaced if that is asked
     * for. Of a module that we don't know, everything may be.
     *
     * @param resourceType such as {@code proxmox_virtual_environment_vm}
     * @param resourceName the one that it has in the module
     */
    default boolean isMachine(String resourceType, String resourceName) {
        return true;
    }

    /**
     * Whether the hypervisor lists each resource of this type among its {@link Hypervisor#machines}, under the id that the
     * state has of it. One that it does not list is gone, or has become somebody else's, and must not be destroyed.
     *
     * @param resourceType such as {@code proxmox_virtual_environment_vm}
     */
    default boolean isListed(String resourceType) {
        return true;
    }

    /** The way to the backend, which is started first if it is one that lives for this cluster alone. */
    TofuSite start(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException;

    /** The way to the backend; empty if it is known to be gone, with every machine in it. */
    Optional<TofuSite> find(ClusterSpec spec, ClusterDirectory directory) throws DeployException, InterruptedException;

    /** Every machine and remnant is gone: ends the backend, if it is one that lives for this cluster alone. */
    void end(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException;

    /**
     * The backend that the user's settings and environment name, to look for machines whose cluster is not known; empty if
     * they name none.
     *
     * @param settings by full property name
     */
    Optional<Hypervisor> everywhere(Map<String, String> settings) throws DeployException, InterruptedException;
}
