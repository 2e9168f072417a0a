package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.event.Activity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Machines in the state of a cluster that are not this cluster's: a provider that lost a race for an id may take somebody
 * else's machine for the one that it made, and an id whose machine is gone is given to the next one that anybody makes. Tofu
 * would change and destroy them.
 */
record Strangers(TofuCluster cluster, Hypervisor hypervisor) {
    /**
     * Takes them out of the state, and leaves them alone.
     *
     * @return them; what is gone is among them
     * @throws DeployException if the hypervisor cannot be asked, or tofu cannot forget them
     */
    List<TofuState.Known> release(Tofu tofu, Activity activity) throws DeployException, InterruptedException {
        List<TofuState.Known> strangers = find();
        if (strangers.isEmpty()) {
            return strangers;
        }
        activity.warning(
                "%s: in the state, but no machine of cluster %s with such an id is there (record %s), so that it is gone or somebody else's; it is left alone, and leaves the state"
                        .formatted(
                                words(strangers),
                                cluster.spec().name(),
                                cluster.record().id()));
        tofu.forget(strangers.stream().map(TofuState.Known::address).distinct().toList(), activity);
        cluster.state().keep();
        return strangers;
    }

    private List<TofuState.Known> find() throws DeployException, InterruptedException {
        List<TofuState.Known> known =
                cluster.state().content().known(cluster.platform()::isListed).toList();
        if (known.isEmpty()) {
            return known;
        }
        List<TaggedMachine> ours = cluster.machines(hypervisor);
        return known.stream()
                .filter(machine ->
                        ours.stream().noneMatch(our -> machine.is(our.machine().id())))
                .toList();
    }

    static String words(List<TofuState.Known> machines) {
        return machines.stream().map(TofuState.Known::toString).collect(Collectors.joining(", "));
    }
}
