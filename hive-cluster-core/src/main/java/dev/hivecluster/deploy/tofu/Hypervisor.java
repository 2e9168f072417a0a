package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.EventSink;
import java.util.List;

/**
 * The backend that a module makes its machines on, asked without tofu and without its state: it also answers when the
 * state is lost, and it knows what tofu has forgotten. Machines and remnants are told apart by the id of their cluster's
 * record, never by the cluster's name, which is everybody's.
 */
public interface Hypervisor {
    /**
     * Every machine there that this plugin made, of whichever cluster and checkout. Its id is what the module's state has as
     * the {@code id} of its resource.
     */
    List<TaggedMachine> machines() throws DeployException, InterruptedException;

    /**
     * Machines that somebody is just making there, for people, of which cannot be told yet whose they are: what a killed tofu
     * had begun goes on without it.
     */
    default List<String> unfinished() throws DeployException, InterruptedException {
        return List.of();
    }

    /** What exists beside machines for the sake of one cluster, such as cloud-init files and disks, in the backend's own ids. */
    List<String> remnants(String recordId) throws DeployException, InterruptedException;

    /** Destroys a machine with its disks, whether it runs or not, and returns when it is gone; if it is gone already, this succeeds. */
    void destroy(TaggedMachine machine, EventSink events) throws DeployException, InterruptedException;

    /** Destroys everything that {@link #remnants} tells; on nothing it succeeds. */
    void destroyRemnants(String recordId, EventSink events) throws DeployException, InterruptedException;

    /** Switches a machine off, as if by its power plug, and returns once it is off. */
    void powerOff(TaggedMachine machine) throws DeployException, InterruptedException;

    /** Switches a machine on, and returns once it is on. */
    void powerOn(TaggedMachine machine) throws DeployException, InterruptedException;

    /** Writes to a machine who is responsible for it now, and until when. */
    void tag(TaggedMachine machine, MachineTag tag) throws DeployException, InterruptedException;
}
