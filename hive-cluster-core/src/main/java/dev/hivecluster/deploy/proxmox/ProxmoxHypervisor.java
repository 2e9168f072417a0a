package dev.hivecluster.deploy.proxmox;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.proxmox.ProxmoxClient.Host;
import dev.hivecluster.deploy.proxmox.ProxmoxClient.Vm;
import dev.hivecluster.deploy.proxmox.ProxmoxClient.VmConfig;
import dev.hivecluster.deploy.proxmox.ProxmoxClient.VmId;
import dev.hivecluster.deploy.tofu.Hypervisor;
import dev.hivecluster.deploy.tofu.MachineTag;
import dev.hivecluster.deploy.tofu.TaggedMachine;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.event.EventStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines of this plugin on a Proxmox cluster: those that carry its tag and the id of a record. */
final class ProxmoxHypervisor implements Hypervisor {
    private final ProxmoxClient client;
    private final ProxmoxTasks tasks;

    ProxmoxHypervisor(ProxmoxClient client) {
        this.client = client;
        this.tasks = new ProxmoxTasks(client);
    }

    @Override
    public List<TaggedMachine> machines() throws DeployException, InterruptedException {
        List<TaggedMachine> ours = new ArrayList<>();
        for (Vm vm : client.vms()) {
            Optional<String> recordId = vm.clusterTags().recordId();
            if (recordId.isPresent()) {
                ours.add(tagged(vm, recordId.get()));
            }
        }
        return List.copyOf(ours);
    }

    @Override
    public List<String> unfinished() throws DeployException, InterruptedException {
        return client.vms().stream()
                .filter(vm -> vm.isBeingMade() && vm.clusterTags().recordId().isEmpty())
                .map(vm -> "VM %s is being made".formatted(vm.id()))
                .toList();
    }

    private TaggedMachine tagged(Vm vm, String recordId) throws DeployException, InterruptedException {
        String name = Optional.ofNullable(vm.name()).orElse(vm.id().toString());
        return new TaggedMachine(
                new Machine(name, Integer.toString(vm.vmid()), recordId, power(vm.status())),
                vm.clusterTags().cluster(name),
                vm.id().host(),
                tag(vm.id()));
    }

    /** A machine that cannot be asked, since its host is down or it is just being deleted, is there nevertheless. */
    private MachineTag tag(VmId vm) throws DeployException, InterruptedException {
        try {
            return MachineTag.parse(
                    Optional.ofNullable(client.config(vm).description()).orElse(""));
        } catch (ProxmoxException e) {
            return MachineTag.UNKNOWN;
        }
    }

    private static Machine.Power power(@Nullable String status) {
        return switch (status == null ? "" : status) {
            case "running" -> Machine.Power.ON;
            case "stopped" -> Machine.Power.OFF;
            default -> Machine.Power.UNKNOWN;
        };
    }

    @Override
    public List<String> remnants(String recordId) throws DeployException, InterruptedException {
        return snippets(recordId).stream().map(Snippet::toString).distinct().toList();
    }

    private List<Snippet> snippets(String recordId) throws DeployException, InterruptedException {
        List<Snippet> snippets = new ArrayList<>();
        for (Host host : client.hosts()) {
            if (host.isOnline()) {
                for (String storage : client.snippetStorages(host.name())) {
                    client.snippets(host.name(), storage).stream()
                            .filter(volume -> volume.contains(recordId))
                            .forEach(volume -> snippets.add(new Snippet(host.name(), volume)));
                }
            }
        }
        return snippets;
    }

    @Override
    public void destroy(TaggedMachine machine, EventSink events) throws DeployException, InterruptedException {
        events.run("destroy the VM", machine.machine().name(), activity -> destroy(machine, activity));
    }

    private TaggedMachine destroy(TaggedMachine machine, Activity activity)
            throws DeployException, InterruptedException {
        VmId vm = VmId.of(machine);
        try {
            requireStillItsOwn(vm, machine);
            if (client.isRunning(vm)) {
                tasks.carryOut(vm.host(), "the stop of " + vm, () -> client.stop(vm), activity);
            }
            tasks.carryOut(vm.host(), "the deletion of " + vm, () -> client.delete(vm), activity);
        } catch (ProxmoxException e) {
            if (!e.isGone()) {
                throw new DeployException(
                        "%s (VM %d on host %s) cannot be destroyed: %s. On that host, qm stop %d and qm destroy %d --purge do the same by hand"
                                .formatted(
                                        machine.machine().name(), vm.id(), vm.host(), e.getMessage(), vm.id(), vm.id()),
                        e);
            }
            activity.skipped();
        }
        return machine;
    }

    /** Proxmox gives the id of a machine that is gone to the next one that is made. */
    private void requireStillItsOwn(VmId vm, TaggedMachine machine) throws DeployException, InterruptedException {
        VmConfig config = client.config(vm);
        if (!String.valueOf(config.tags()).contains(machine.machine().recordId())) {
            throw new ProxmoxException(
                    "VM %s is another one now".formatted(vm), 0, "the VM that had this id does not exist any more");
        }
    }

    @Override
    public void destroyRemnants(String recordId, EventSink events) throws DeployException, InterruptedException {
        List<Snippet> left = snippets(recordId);
        if (left.isEmpty()) {
            return;
        }
        events.run("delete cloud-init files", activity -> {
            for (Snippet snippet : left) {
                try {
                    client.deleteVolume(snippet.host(), snippet.volume());
                } catch (ProxmoxException e) {
                    // Hosts that share a storage list its files each for itself.
                    if (!e.isGone()) {
                        throw e;
                    }
                }
            }
            return left;
        });
    }

    @Override
    public void powerOff(TaggedMachine machine) throws DeployException, InterruptedException {
        VmId vm = VmId.of(machine);
        if (!client.isRunning(vm)) {
            return;
        }
        silently(
                "the stop of " + vm,
                activity -> tasks.carryOut(vm.host(), "the stop of " + vm, () -> client.stop(vm), activity));
    }

    @Override
    public void powerOn(TaggedMachine machine) throws DeployException, InterruptedException {
        VmId vm = VmId.of(machine);
        if (client.isRunning(vm)) {
            return;
        }
        silently(
                "the start of " + vm,
                activity -> tasks.carryOut(vm.host(), "the start of " + vm, () -> client.start(vm), activity));
    }

    @Override
    public void tag(TaggedMachine machine, MachineTag tag) throws DeployException, InterruptedException {
        client.describe(VmId.of(machine), tag.line());
    }

    /** Work that nobody listens to. */
    private static void silently(String what, Task task) throws DeployException, InterruptedException {
        try (EventStream nobody = new EventStream(Clock.systemUTC(), List.of())) {
            nobody.<String, DeployException>run(what, activity -> {
                task.run(activity);
                return what;
            });
        }
    }

    @FunctionalInterface
    private interface Task {
        void run(Activity activity) throws DeployException, InterruptedException;
    }

    /**
     * A cloud-init file.
     *
     * @param host a host that sees it
     * @param volume its volume id
     */
    private record Snippet(String host, String volume) {
        @Override
        public String toString() {
            return "%s on %s".formatted(volume, host);
        }
    }
}
