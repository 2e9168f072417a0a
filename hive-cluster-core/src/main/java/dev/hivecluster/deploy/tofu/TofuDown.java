package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.directory.WriteException;
import dev.hivecluster.event.Activity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Destroys what one cluster has: first what tofu remembers, then what the backend itself still has under the record's id.
 * Only when nothing is left is the state forgotten.
 */
record TofuDown(TofuCluster cluster) {
    void run(Activity activity) throws DeployException, InterruptedException {
        cluster.awaitOthers(activity);
        Optional<TofuSite> site = cluster.platform().find(cluster.spec(), cluster.directory());
        if (site.isPresent()) {
            destroy(site.get(), activity);
        }
        cluster.platform().end(cluster.spec(), cluster.directory(), activity);
        try {
            cluster.state().forget();
            Trees.delete(cluster.files().root());
            Trees.delete(cluster.directory().ssh());
        } catch (IOException e) {
            throw new DeployException(
                    "cluster %s is gone, but files of it cannot be removed: %s"
                            .formatted(cluster.spec().name(), WriteException.words(e)),
                    e);
        }
    }

    private void destroy(TofuSite site, Activity activity) throws DeployException, InterruptedException {
        TofuState.Content state = cluster.state().settle(activity);
        if (site.hypervisor().isEmpty()) {
            destroyByState(state, site, activity);
            return;
        }
        Hypervisor hypervisor = site.hypervisor().get();
        requireAnswer(hypervisor);
        new Unfinished(cluster).await(hypervisor, activity);
        Optional<DeployException> failure = tryByState(state, site, false, activity);
        boolean swept = sweep(hypervisor, failure, activity);
        if (failure.isPresent()
                && swept
                && !cluster.state().content().resources().isEmpty()) {
            // What stood in tofu's way may be gone now.
            tryByState(cluster.state().content(), site, true, activity);
        }
        requireNothingLeft(hypervisor, failure);
        List<String> listed = cluster.state().content().resources();
        if (!listed.isEmpty()) {
            activity.warning("no machine is left, but the state still lists %s, which is forgotten now"
                    .formatted(String.join(", ", listed)));
        }
    }

    /** Without its answer nobody knows whose the machines in the state are. */
    private void requireAnswer(Hypervisor hypervisor) throws DeployException, InterruptedException {
        try {
            cluster.machines(hypervisor);
        } catch (DeployException e) {
            throw new DeployException(
                    "nothing is destroyed, and the state is kept, since it cannot be asked which machines are this cluster's: %s. Once it answers, call %s"
                            .formatted(e.getMessage(), GoalCommand.of(cluster.directory(), "down")),
                    e);
        }
    }

    private void destroyByState(TofuState.Content state, TofuSite site, Activity activity)
            throws DeployException, InterruptedException {
        if (state.condition() == TofuState.Condition.BROKEN) {
            throw new DeployException(
                    "%s %s, and there is no good copy of it, so that nobody knows what exists; restore it, or destroy by hand what it stood for and remove it"
                            .formatted(cluster.files().state(), state.words()));
        }
        if (state.condition() == TofuState.Condition.EMPTY) {
            activity.warning(
                    "%s is empty, as a tofu leaves it that was killed; look in the backend for what that had begun to make"
                            .formatted(cluster.files().state()));
        }
        if (state.resources().isEmpty()) {
            return;
        }
        destroyByTofu(site, false, activity);
        List<String> left = cluster.state().content().resources();
        if (!left.isEmpty()) {
            throw new DeployException("after the destroy the state still lists " + String.join(", ", left));
        }
    }

    /** The sweep goes on whatever tofu does; how it failed is told if something is left in the end. */
    private Optional<DeployException> tryByState(
            TofuState.Content state, TofuSite site, boolean refresh, Activity activity) throws InterruptedException {
        if (state.resources().isEmpty()) {
            if (!state.isSound() && state.condition() != TofuState.Condition.ABSENT) {
                activity.warning("%s %s; what exists is asked from the backend alone"
                        .formatted(cluster.files().state(), state.words()));
            }
            return Optional.empty();
        }
        try {
            destroyByTofu(site, refresh, activity);
            return Optional.empty();
        } catch (DeployException e) {
            activity.warning(
                    "%s; what is left is asked from the backend and destroyed there".formatted(e.getMessage()));
            return Optional.of(e);
        }
    }

    private void destroyByTofu(TofuSite site, boolean refresh, Activity activity)
            throws DeployException, InterruptedException {
        Tofu tofu = cluster.prepare(site, false, false, activity);
        cluster.settings().retry().run(activity, () -> {
            try {
                tofu.init(activity);
                if (site.hypervisor().isPresent()) {
                    new Strangers(cluster, site.hypervisor().get()).release(tofu, activity);
                }
                if (!cluster.state().content().resources().isEmpty()) {
                    tofu.destroy(refresh, activity);
                }
                return tofu;
            } finally {
                cluster.state().keep();
            }
        });
    }

    /** Destroys what the backend has under the record's id; whether that was anything. */
    private boolean sweep(Hypervisor hypervisor, Optional<DeployException> before, Activity activity)
            throws DeployException, InterruptedException {
        String id = cluster.record().id();
        try {
            List<TaggedMachine> machines = cluster.machines(hypervisor);
            for (TaggedMachine machine : machines) {
                activity.progress("%s is still there and destroyed now".formatted(TofuUp.words(List.of(machine))));
                hypervisor.destroy(machine, activity);
            }
            List<String> remnants = hypervisor.remnants(id);
            if (!remnants.isEmpty()) {
                activity.progress("%s still there and destroyed now".formatted(String.join(", ", remnants)));
                hypervisor.destroyRemnants(id, activity);
            }
            return !machines.isEmpty() || !remnants.isEmpty();
        } catch (DeployException e) {
            if (before.isEmpty()) {
                throw e;
            }
            throw new DeployException(
                    "%s; before that, %s".formatted(e.getMessage(), before.get().getMessage()), e);
        }
    }

    private void requireNothingLeft(Hypervisor hypervisor, Optional<DeployException> failure)
            throws DeployException, InterruptedException {
        List<TaggedMachine> machines = cluster.machines(hypervisor);
        List<String> remnants = hypervisor.remnants(cluster.record().id());
        if (machines.isEmpty() && remnants.isEmpty()) {
            return;
        }
        throw new DeployException("still there: %s%s%s%s"
                .formatted(
                        TofuUp.words(machines),
                        machines.isEmpty() || remnants.isEmpty() ? "" : ", ",
                        String.join(", ", remnants),
                        failure.map(e -> "; " + e.getMessage()).orElse("")));
    }
}
