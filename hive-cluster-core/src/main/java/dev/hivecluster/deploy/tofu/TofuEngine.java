package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Machine;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What every deployer that works by tofu does. */
final class TofuEngine {
    private final TofuPlatform platform;
    private final TofuHost host;

    TofuEngine(TofuPlatform platform, TofuHost host) {
        this.platform = platform;
        this.host = host;
    }

    void validate(ClusterSpec spec) {
        TofuSettings.of(spec);
        platform.validate(spec);
    }

    Inventory up(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return events.run("make machines", activity -> {
            ClusterRecord record = record(directory)
                    .orElseThrow(() -> new DeployException("%s does not exist".formatted(directory.recordFile())));
            return new TofuUp(cluster(spec, record, directory)).run(activity);
        });
    }

    void down(ClusterDirectory directory, EventSink events) throws DeployException, InterruptedException {
        events.run("destroy machines", activity -> {
            Optional<ClusterRecord> record = record(directory);
            if (record.isEmpty()) {
                activity.skipped();
            } else {
                new TofuDown(cluster(record.get().spec(), record.get(), directory)).run(activity);
            }
            return directory;
        });
    }

    List<Machine> machines(ClusterDirectory directory) throws DeployException, InterruptedException {
        Optional<ClusterRecord> record = record(directory);
        if (record.isEmpty()) {
            return List.of();
        }
        TofuCluster cluster = cluster(record.get().spec(), record.get(), directory);
        Optional<TofuSite> site = platform.find(cluster.spec(), directory);
        if (site.isEmpty()) {
            return List.of();
        }
        Optional<Hypervisor> hypervisor = site.get().hypervisor();
        return hypervisor.isPresent()
                ? cluster.machines(hypervisor.get()).stream()
                        .map(TaggedMachine::machine)
                        .toList()
                : recorded(cluster);
    }

    /** As the state has them: nobody else can be asked, and it does not tell whether they run. */
    private static List<Machine> recorded(TofuCluster cluster) throws DeployException {
        TofuState.Content state = cluster.state().content();
        if (state.condition() == TofuState.Condition.BROKEN) {
            throw new DeployException("which machines exist is not known: %s %s"
                    .formatted(cluster.files().state(), state.words()));
        }
        List<String> resources = state.resources();
        if (resources.isEmpty()) {
            return List.of();
        }
        List<Machine> machines = state.output(InventoryOutput.NAME).stream()
                .flatMap(inventory -> inventory.path("nodes").valueStream())
                .filter(node -> node.hasNonNull("name"))
                .map(node -> machine(node, cluster.record().id()))
                .toList();
        return machines.isEmpty()
                ? resources.stream()
                        .map(address ->
                                new Machine(address, address, cluster.record().id(), Machine.Power.UNKNOWN))
                        .toList()
                : machines;
    }

    private static Machine machine(JsonNode node, String recordId) {
        String name = node.get("name").asString();
        String id = node.hasNonNull("vm_id")
                ? node.get("vm_id").asString()
                : node.path("id").asString(name);
        return new Machine(name, id, recordId, Machine.Power.UNKNOWN);
    }

    String plan(ClusterSpec spec, ClusterDirectory directory, EventSink events)
            throws DeployException, InterruptedException {
        return events.run("plan machines", activity -> {
            ClusterRecord record = record(directory).orElseGet(() -> unrecorded(spec));
            return new TofuPlanning(cluster(spec, record, directory)).run(activity);
        });
    }

    /** As it would be recorded. */
    private static ClusterRecord unrecorded(ClusterSpec spec) {
        return new ClusterRecord(
                ClusterRecord.VERSION,
                UUID.randomUUID().toString(),
                spec,
                Phase.ABSENT,
                Optional.empty(),
                Owner.current("plan"),
                false,
                Optional.empty(),
                Instant.now());
    }

    /** Writes to the machines what the record says of them. */
    void tag(ClusterDirectory directory) throws DeployException, InterruptedException {
        Optional<ClusterRecord> record = record(directory);
        if (record.isEmpty()) {
            return;
        }
        Optional<Hypervisor> hypervisor =
                platform.find(record.get().spec(), directory).flatMap(TofuSite::hypervisor);
        if (hypervisor.isPresent()) {
            MachineTag tag = MachineTag.of(record.get(), directory);
            for (TaggedMachine machine :
                    cluster(record.get().spec(), record.get(), directory).machines(hypervisor.get())) {
                hypervisor.get().tag(machine, tag);
            }
        }
    }

    /** Finds one machine and does something to it. */
    void withMachine(ClusterDirectory directory, Node node, Power power) throws DeployException, InterruptedException {
        ClusterRecord record = record(directory).orElseThrow(() -> absent(directory, node));
        Hypervisor hypervisor = platform.find(record.spec(), directory)
                .flatMap(TofuSite::hypervisor)
                .orElseThrow(() -> absent(directory, node));
        TaggedMachine machine = cluster(record.spec(), record, directory).machines(hypervisor).stream()
                .filter(candidate -> candidate.machine().name().equals(node.name()))
                .findFirst()
                .orElseThrow(() -> absent(directory, node));
        power.apply(hypervisor, machine);
    }

    private static DeployException absent(ClusterDirectory directory, Node node) {
        return new DeployException("there is no machine %s of cluster %s".formatted(node, directory.name()));
    }

    private TofuCluster cluster(ClusterSpec spec, ClusterRecord record, ClusterDirectory directory) {
        return new TofuCluster(platform, host, spec, record, directory, TofuFiles.of(directory));
    }

    private static Optional<ClusterRecord> record(ClusterDirectory directory) throws DeployException {
        try {
            return directory.record();
        } catch (RecordException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Something that is done to a machine. */
    @FunctionalInterface
    interface Power {
        void apply(Hypervisor hypervisor, TaggedMachine machine) throws DeployException, InterruptedException;
    }
}
