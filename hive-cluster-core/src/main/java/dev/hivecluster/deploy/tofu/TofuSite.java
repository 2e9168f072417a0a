package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The backend of one cluster, and how tofu and we get in to it. */
public interface TofuSite {
    /**
     * The variables of the module that are this backend's, such as hosts and bridges, as JSON values: strings, numbers,
     * booleans, lists and maps. What the user gives by {@code hive.tofu.vars.*} or {@code hive.tofu.varsFile} wins over
     * them.
     */
    Map<String, Object> variables() throws DeployException, InterruptedException;

    /** What a tofu that talks to the backend gets in its environment beside the user's own: credentials, the CA. */
    Map<String, String> environment();

    /** The SSH host keys of the backend's hosts, in the form of OpenSSH's {@code known_hosts}; empty if they are not known. */
    default Optional<Path> knownHosts() throws DeployException, InterruptedException {
        return Optional.empty();
    }

    /** The hypervisor behind the module; empty if only the state tells what exists, as with a module of the user's own. */
    Optional<Hypervisor> hypervisor();
}
