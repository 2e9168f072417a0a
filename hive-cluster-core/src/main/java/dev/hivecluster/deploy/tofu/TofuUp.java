package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.event.Activity;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes the machines of one cluster, or completes what is there. */
record TofuUp(TofuCluster cluster) {
    Inventory run(Activity activity) throws DeployException, InterruptedException {
        cluster.awaitOthers(activity);
        TofuState.Content state = cluster.state().settle(activity);
        TofuSite site = cluster.platform().start(cluster.spec(), cluster.directory(), activity);
        if (site.hypervisor().isPresent()) {
            refuseNameOfOthers(site.hypervisor().get());
        }
        refuseUnreadable(state, site);
        refuseOtherMachines(state);
        Tofu tofu = cluster.prepare(site, true, !state.resources().isEmpty(), activity);
        TofuRetry retry = cluster.settings().retry();
        retry.run(activity, () -> {
            tofu.init(activity);
            return tofu;
        });
        Optional<Tofu.Applied> applied = retry.run(activity, () -> converge(tofu, site, activity));
        Inventory inventory = inventory(tofu, applied, activity);
        if (applied.isEmpty()) {
            activity.skipped();
        }
        return inventory;
    }

    /** One try; empty if there was nothing to do. */
    private Optional<Tofu.Applied> converge(Tofu tofu, TofuSite site, Activity activity)
            throws DeployException, InterruptedException {
        if (site.hypervisor().isPresent()) {
            new Unfinished(cluster).await(site.hypervisor().get(), activity);
            destroyUnknown(site.hypervisor().get(), activity);
            new Strangers(cluster, site.hypervisor().get()).release(tofu, activity);
        }
        try {
            Tofu.Plan plan = tofu.plan(activity);
            if (!plan.changesAnything()) {
                return Optional.empty();
            }
            refuseLosses(plan);
            return Optional.of(apply(tofu, site, activity));
        } finally {
            cluster.state().keep();
        }
    }

    private Tofu.Applied apply(Tofu tofu, TofuSite site, Activity activity)
            throws DeployException, InterruptedException {
        if (site.hypervisor().isEmpty()) {
            return tofu.apply(activity);
        }
        Hypervisor hypervisor = site.hypervisor().get();
        Tofu.Applied applied;
        try {
            applied = tofu.apply(activity);
        } catch (TofuException e) {
            refuseStrangersBehind(e, tofu, hypervisor, activity);
            throw e;
        }
        refuseStrangers(tofu, hypervisor, "", activity);
        destroyUnknown(hypervisor, activity);
        return applied;
    }

    /** What a provider says who took somebody else's machine for its own leads astray. */
    private void refuseStrangersBehind(TofuException failure, Tofu tofu, Hypervisor hypervisor, Activity activity)
            throws TofuException, InterruptedException {
        try {
            refuseStrangers(tofu, hypervisor, "; tofu says: " + failure.getMessage(), activity);
        } catch (TofuException e) {
            throw e;
        } catch (DeployException e) {
            // Whoever destroys or goes on asks again, before anything is touched.
            failure.addSuppressed(e);
        }
    }

    /** A race for an id that was lost may be tried again: the next one gets another id. */
    private void refuseStrangers(Tofu tofu, Hypervisor hypervisor, String said, Activity activity)
            throws DeployException, InterruptedException {
        List<TofuState.Known> strangers = new Strangers(cluster, hypervisor).release(tofu, activity);
        if (!strangers.isEmpty()) {
            String message =
                    "%s belongs to somebody else, or was removed while it was made, and is left alone; look at it on the hypervisor. If it was a race for the id, another up takes another one%s"
                            .formatted(Strangers.words(strangers), said);
            throw new TofuException(message, message);
        }
    }

    private Inventory inventory(Tofu tofu, Optional<Tofu.Applied> applied, Activity activity)
            throws DeployException, InterruptedException {
        Optional<JsonNode> told = applied.flatMap(Tofu.Applied::inventory);
        JsonNode output = told.isPresent()
                ? told.get()
                : tofu.output(InventoryOutput.NAME, activity)
                        .orElseThrow(() -> new DeployException(
                                InventoryOutput.missing(cluster.files().module().toString())));
        try {
            Optional<Inventory> before = cluster.directory().inventory();
            Inventory inventory = new InventoryOutput(cluster.spec(), before).read(output, cluster.keyPath());
            cluster.keys().letIn(inventory, before, activity);
            return inventory;
        } catch (IOException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        }
    }

    private void refuseNameOfOthers(Hypervisor hypervisor) throws DeployException, InterruptedException {
        List<TaggedMachine> others = hypervisor.machines().stream()
                .filter(machine ->
                        machine.cluster().equals(cluster.spec().name().value()))
                .filter(machine ->
                        !machine.machine().recordId().equals(cluster.record().id()))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        Set<String> directories = others.stream()
                .flatMap(machine -> machine.tag().directory().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        throw new DeployException(
                "there are machines of another cluster %s already: %s%s. Choose another name with -D%s=…, or destroy that cluster where it was made; if nobody needs it any more, the goal reap does"
                        .formatted(
                                cluster.spec().name(),
                                words(others),
                                directories.isEmpty() ? "" : ", made by " + String.join(", ", directories),
                                PropertyNames.CLUSTER));
    }

    /**
     * Some platforms change a machine's size in place, some switch it off for that, some make it anew, and a disk cannot
     * shrink: what becomes of a Hive in it is not to be left to chance.
     */
    private void refuseOtherMachines(TofuState.Content state) throws DeployException {
        if (state.resources().isEmpty()) {
            return;
        }
        List<String> differences =
                new VariableFiles(cluster.files()).contractDifferences(ContractVariables.machine(cluster.spec()));
        if (!differences.isEmpty()) {
            throw loss(String.join(", ", differences));
        }
    }

    /** A state that cannot be read, and of which there is no copy, says nothing of what exists; the backend may. */
    private void refuseUnreadable(TofuState.Content state, TofuSite site) throws DeployException {
        if (state.condition() == TofuState.Condition.BROKEN && site.hypervisor().isEmpty()) {
            throw new DeployException(
                    "%s %s, and there is no good copy of it; restore it, or destroy by hand what it stood for and remove it"
                            .formatted(cluster.files().state(), state.words()));
        }
    }

    /**
     * Machines of this cluster that the state does not know, as a tofu leaves them that was killed or a provider that lost
     * track, would otherwise stand beside others of the same names.
     */
    private void destroyUnknown(Hypervisor hypervisor, Activity activity) throws DeployException, InterruptedException {
        TofuState.Content state = cluster.state().content();
        List<TaggedMachine> unknown = cluster.machines(hypervisor).stream()
                .filter(machine -> !state.knows(machine.machine().id()))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        refuseLossOfWhole(state, unknown);
        activity.warning(
                "%s %s of this cluster, but unknown to its state, as after a tofu that was killed; destroyed now"
                        .formatted(words(unknown), unknown.size() == 1 ? "is" : "are"));
        for (TaggedMachine machine : unknown) {
            hypervisor.destroy(machine, activity);
        }
    }

    /** Without any state, whole machines are unknown too: nobody has asked to lose those. */
    private void refuseLossOfWhole(TofuState.Content state, List<TaggedMachine> unknown) throws DeployException {
        try {
            if (state.resources().isEmpty() && cluster.directory().inventory().isPresent()) {
                throw new DeployException(
                        "the state of cluster %s, %s, %s, so that its machines (%s) cannot be told from leftovers; restore the state, or have them made anew with -D%s=true"
                                .formatted(
                                        cluster.spec().name(),
                                        cluster.files().state(),
                                        state.isSound() ? "lists nothing" : state.words(),
                                        words(unknown),
                                        PropertyNames.REPLACE));
            }
        } catch (IOException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        }
    }

    private void refuseLosses(Tofu.Plan plan) throws DeployException {
        List<String> losses = plan.changes().stream()
                .filter(TofuMessage.Change::loses)
                .filter(change -> cluster.platform()
                        .isMachine(change.resource().type(), change.resource().name()))
                .map(change ->
                        "%s %s".formatted(change.action(), change.resource().addr()))
                .toList();
        if (!losses.isEmpty()) {
            throw loss(String.join(", ", losses));
        }
    }

    private DeployException loss(String change) {
        return new DeployException(
                "cluster %s is there and would have to change (%s), by which everything in it would be lost; if that is wanted, destroy it first with %s or set -D%s=true"
                        .formatted(
                                cluster.spec().name(),
                                change,
                                GoalCommand.of(cluster.directory(), "down"),
                                PropertyNames.REPLACE));
    }

    static String words(List<TaggedMachine> machines) {
        return machines.stream()
                .map(machine -> "%s (%s on %s, record %s)"
                        .formatted(
                                machine.machine().name(),
                                machine.machine().id(),
                                machine.place(),
                                machine.machine().recordId()))
                .collect(Collectors.joining(", "));
    }
}
