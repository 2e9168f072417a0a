package dev.hivecluster.deploy.tofu;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Reapable.Orphan;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Need;
import dev.hivecluster.directory.RecordException;
import dev.hivecluster.event.EventSink;
import dev.hivecluster.model.ClusterName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Machines in a backend that nobody needs any more, of whichever cluster and checkout. Where the record of their cluster can
 * be read, it decides; elsewhere what is written on the machines themselves.
 */
final class TofuOrphans {
    private final TofuPlatform platform;

    TofuOrphans(TofuPlatform platform) {
        this.platform = platform;
    }

    List<Orphan> find(Map<String, String> settings, Instant now) throws DeployException, InterruptedException {
        Optional<Hypervisor> hypervisor = platform.everywhere(settings);
        if (hypervisor.isEmpty()) {
            return List.of();
        }
        List<Orphan> orphans = new ArrayList<>();
        byRecord(hypervisor.get())
                .forEach((recordId, machines) -> whyNobodyNeedsThem(machines, now)
                        .ifPresent(reason -> orphans.add(new Orphan(recordId, describe(machines), reason))));
        return List.copyOf(orphans);
    }

    /** Looks again: somebody may have kept it, or destroyed it, since it was found. */
    void destroy(Orphan orphan, Map<String, String> settings, Instant now, EventSink events)
            throws DeployException, InterruptedException {
        Hypervisor hypervisor = platform.everywhere(settings)
                .orElseThrow(() -> new DeployException(
                        "neither settings nor environment name the backend of the deployer %s any more"
                                .formatted(platform.name())));
        List<TaggedMachine> machines = byRecord(hypervisor).getOrDefault(orphan.recordId(), List.of());
        if (!machines.isEmpty() && whyNobodyNeedsThem(machines, now).isEmpty()) {
            return;
        }
        for (TaggedMachine machine : machines) {
            hypervisor.destroy(machine, events);
        }
        hypervisor.destroyRemnants(orphan.recordId(), events);
    }

    private static Map<String, List<TaggedMachine>> byRecord(Hypervisor hypervisor)
            throws DeployException, InterruptedException {
        Map<String, List<TaggedMachine>> byRecord = new LinkedHashMap<>();
        for (TaggedMachine machine : hypervisor.machines()) {
            byRecord.computeIfAbsent(machine.machine().recordId(), first -> new ArrayList<>())
                    .add(machine);
        }
        return byRecord;
    }

    /** One that somebody needs saves all: a cluster is not taken apart. */
    private static Optional<String> whyNobodyNeedsThem(List<TaggedMachine> machines, Instant now) {
        Optional<String> reason = Optional.empty();
        for (TaggedMachine machine : machines) {
            reason = whyNobodyNeedsIt(machine, now);
            if (reason.isEmpty()) {
                return reason;
            }
        }
        return reason;
    }

    private static Optional<String> whyNobodyNeedsIt(TaggedMachine machine, Instant now) {
        try {
            Optional<ClusterDirectory> directory = directory(machine);
            return directory.isPresent()
                    ? Need.over(directory.get(), machine.machine().recordId(), now)
                    : machine.tag().over(now);
        } catch (RecordException cannotBeJudged) {
            return Optional.empty();
        }
    }

    /** The directory of the machine's cluster, if it is, or was, a directory that we see. */
    private static Optional<ClusterDirectory> directory(TaggedMachine machine) {
        return machine.tag()
                .directory()
                .filter(directory -> machine.tag().isOfHere())
                .map(Path::of)
                .filter(directory -> directory.endsWith(machine.cluster()))
                .flatMap(directory -> Optional.ofNullable(directory.getParent()))
                .map(clusters -> new ClusterDirectory(clusters, new ClusterName(machine.cluster())));
    }

    private String describe(List<TaggedMachine> machines) {
        return "%s of cluster %s on %s"
                .formatted(TofuUp.words(machines), machines.get(0).cluster(), platform.name());
    }
}
