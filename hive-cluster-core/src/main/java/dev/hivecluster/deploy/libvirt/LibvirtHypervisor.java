package dev.hivecluster.deploy.libvirt;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.deploy.tofu.Hypervisor;
import dev.hivecluster.deploy.tofu.MachineTag;
import dev.hivecluster.deploy.tofu.TaggedMachine;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machines of this plugin on one libvirt, with the networks and storage pools that each cluster has of its own. */
final class LibvirtHypervisor implements Hypervisor {
    private static final String NOT_RUNNING = "domain is not running";
    private static final String RUNNING = "Domain is already active";
    private static final String NOT_ACTIVE = "is not active";
    private static final String ALREADY_ACTIVE = "is already active";

    private final Virsh virsh;

    LibvirtHypervisor(Virsh virsh) {
        this.virsh = virsh;
    }

    @Override
    public List<TaggedMachine> machines() throws DeployException, InterruptedException {
        List<TaggedMachine> ours = new ArrayList<>();
        for (String uuid : virsh.lines("list", "--all", "--uuid")) {
            try {
                tagged(Domain.parse(virsh.run("dumpxml", uuid))).ifPresent(ours::add);
            } catch (VirshException e) {
                if (!e.isGone()) {
                    throw e;
                }
            }
        }
        return List.copyOf(ours);
    }

    private Optional<TaggedMachine> tagged(Domain domain) throws DeployException, InterruptedException {
        Optional<String> recordId = domain.tags().recordId();
        if (recordId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TaggedMachine(
                new Machine(domain.name(), domain.uuid(), recordId.get(), power(domain.uuid())),
                domain.tags().cluster(domain.name()),
                virsh.uri(),
                domain.tag()));
    }

    private Machine.Power power(String uuid) throws DeployException, InterruptedException {
        return switch (virsh.run("domstate", uuid).strip()) {
            case "running" -> Machine.Power.ON;
            case "shut off", "crashed" -> Machine.Power.OFF;
            default -> Machine.Power.UNKNOWN;
        };
    }

    @Override
    public List<String> remnants(String recordId) throws DeployException, InterruptedException {
        List<String> remnants = new ArrayList<>();
        pools(recordId).forEach(pool -> remnants.add("the storage pool " + pool));
        networks(recordId).forEach(network -> remnants.add("the network " + network));
        return remnants;
    }

    private List<String> pools(String recordId) throws DeployException, InterruptedException {
        return virsh.lines("pool-list", "--all", "--name").stream()
                .filter(name -> name.contains(recordId))
                .toList();
    }

    private List<String> networks(String recordId) throws DeployException, InterruptedException {
        return virsh.lines("net-list", "--all", "--name").stream()
                .filter(name -> name.contains(recordId))
                .toList();
    }

    @Override
    public void destroy(TaggedMachine machine, EventSink events) throws DeployException, InterruptedException {
        events.run("destroy the VM", machine.machine().name(), activity -> destroy(machine, activity));
    }

    private TaggedMachine destroy(TaggedMachine machine, Activity activity)
            throws DeployException, InterruptedException {
        String uuid = machine.machine().id();
        try {
            powerOff(machine);
            virsh.run("undefine", uuid, "--managed-save", "--snapshots-metadata", "--nvram");
        } catch (VirshException e) {
            if (!e.isGone()) {
                throw new DeployException(
                        "%s (domain %s of %s) cannot be destroyed: %s"
                                .formatted(machine.machine().name(), uuid, virsh.uri(), e.getMessage()),
                        e);
            }
            activity.skipped();
        }
        return machine;
    }

    @Override
    public void destroyRemnants(String recordId, EventSink events) throws DeployException, InterruptedException {
        List<String> pools = pools(recordId);
        List<String> networks = networks(recordId);
        if (pools.isEmpty() && networks.isEmpty()) {
            return;
        }
        events.run("delete disks and networks", activity -> {
            for (String pool : pools) {
                unlessGone(() -> deletePool(pool));
            }
            for (String network : networks) {
                unlessGone(() -> deleteNetwork(network));
            }
            return recordId;
        });
    }

    /** With its volumes and its directory, for which it has to be active first and inactive then. */
    private void deletePool(String pool) throws DeployException, InterruptedException {
        activate(pool);
        for (String line : virsh.lines("vol-list", "--pool", pool)) {
            // Name and path, between which there are several spaces.
            unlessGone(() -> virsh.run("vol-delete", "--pool", pool, line.split("\\s{2,}", 2)[0]));
        }
        virsh.run("pool-destroy", pool);
        virsh.run("pool-delete", pool);
        virsh.run("pool-undefine", pool);
    }

    private void activate(String pool) throws DeployException, InterruptedException {
        try {
            virsh.run("pool-refresh", pool);
        } catch (VirshException e) {
            if (e.isGone()) {
                throw e;
            }
            // It is inactive, or has become so by this, since somebody has deleted its directory.
            unless(ALREADY_ACTIVE, "pool-build", pool);
            unless(ALREADY_ACTIVE, "pool-start", pool);
        }
    }

    private void deleteNetwork(String network) throws DeployException, InterruptedException {
        unless(NOT_ACTIVE, "net-destroy", network);
        virsh.run("net-undefine", network);
    }

    @Override
    public void powerOff(TaggedMachine machine) throws DeployException, InterruptedException {
        unless(NOT_RUNNING, "destroy", machine.machine().id());
    }

    @Override
    public void powerOn(TaggedMachine machine) throws DeployException, InterruptedException {
        unless(RUNNING, "start", machine.machine().id());
    }

    @Override
    public void tag(TaggedMachine machine, MachineTag tag) throws DeployException, InterruptedException {
        String uuid = machine.machine().id();
        String description = Domain.parse(virsh.run("dumpxml", uuid)).describedBy(tag);
        virsh.run("desc", uuid, "--config", "--new-desc", description);
        // What dumpxml tells of a domain that runs is its live description.
        unless(NOT_RUNNING, "desc", uuid, "--live", "--new-desc", description);
    }

    /** Runs a command, which fails if things are so already. */
    private void unless(String soAlready, String... command) throws DeployException, InterruptedException {
        try {
            virsh.run(command);
        } catch (VirshException e) {
            if (!e.isSo(soAlready)) {
                throw e;
            }
        }
    }

    /** Takes a step, which somebody else may have taken meanwhile. */
    private static void unlessGone(Step step) throws DeployException, InterruptedException {
        try {
            step.take();
        } catch (VirshException e) {
            if (!e.isGone()) {
                throw e;
            }
        }
    }

    /** Something that is done to one thing in libvirt. */
    @FunctionalInterface
    private interface Step {
        void take() throws DeployException, InterruptedException;
    }
}
