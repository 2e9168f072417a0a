package dev.hivecluster.lifecycle;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Reapable;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the clusters that nobody is responsible for any more, and machines that no directory leads to, and destroys them:
 * the last of the teardown nets.
 */
public final class Reaper {
    private final Lifecycle lifecycle;
    private final Owner owner;
    private final Function<ClusterDirectory, EventStream> eventStreams;
    private final Supplier<EventStream> console;

    /**
     * @param eventStreams makes the stream for a cluster's directory
     * @param console makes the stream for what has no directory, and is not to get one again
     */
    public Reaper(
            Lifecycle lifecycle,
            Owner owner,
            Function<ClusterDirectory, EventStream> eventStreams,
            Supplier<EventStream> console) {
        this.lifecycle = lifecycle;
        this.owner = owner;
        this.eventStreams = eventStreams;
        this.console = console;
    }

    /**
     * What is expired or ownerless, each with the reason; nothing is changed.
     *
     * @throws PhaseFailedException if something could not be looked at; further ones are suppressed in it
     */
    public List<Finding> find() throws LifecycleException, InterruptedException {
        Search search = search();
        throwFirst(search.failures());
        return search.findings();
    }

    /**
     * Destroys it. What cannot be looked at or destroyed does not keep the others alive.
     *
     * @param limit how long the end of one may take
     * @return what was destroyed
     * @throws PhaseFailedException if something could not be; further ones are suppressed in it
     */
    public List<Finding> reap(Duration limit) throws LifecycleException, InterruptedException {
        Search search = search();
        List<LifecycleException> failures = new ArrayList<>(search.failures());
        for (Abandoned abandoned : search.clusters()) {
            attempt(() -> destroy(abandoned, limit), failures);
        }
        for (Found found : search.orphans()) {
            attempt(() -> destroy(found, limit), failures);
        }
        throwFirst(failures);
        return search.findings();
    }

    private Search search() throws InterruptedException {
        Search search = new Search(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<String> recordIds = new HashSet<>();
        try {
            for (ClusterName name : lifecycle.clusters().names()) {
                searchDirectory(name, search).ifPresent(recordIds::add);
            }
        } catch (IOException e) {
            search.failures()
                    .add(new PhaseFailedException(
                            "%s cannot be read: %s"
                                    .formatted(lifecycle.clusters().directory(), e),
                            e));
        }
        for (Reapable deployer : lifecycle.deployers().reapable()) {
            try {
                deployer.orphans(lifecycle.clock().instant()).stream()
                        .filter(orphan -> !recordIds.contains(orphan.recordId()))
                        .forEach(orphan -> search.orphans().add(new Found(deployer, orphan)));
            } catch (DeployException e) {
                search.failures()
                        .add(new PhaseFailedException(
                                "machines without a cluster cannot be looked for: " + e.getMessage(), e));
            }
        }
        return search;
    }

    /** Looks at one cluster; returns its record's id if it is found abandoned. */
    private Optional<String> searchDirectory(ClusterName name, Search search) {
        try {
            Optional<ClusterRecord> abandoned = lifecycle
                    .standing(name)
                    .filter(record -> record.isAbandoned(lifecycle.clock().instant()));
            abandoned.ifPresent(record -> search.clusters().add(new Abandoned(name, reason(record))));
            return abandoned.map(ClusterRecord::id);
        } catch (PhaseFailedException e) {
            search.failures().add(e);
            return Optional.empty();
        }
    }

    private static void attempt(Callable<?> destruction, List<LifecycleException> failures) {
        try {
            Uncancelled.call(destruction);
        } catch (LifecycleException e) {
            failures.add(e);
        }
    }

    private static void throwFirst(List<LifecycleException> failures) throws LifecycleException {
        if (!failures.isEmpty()) {
            LifecycleException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private boolean destroy(Abandoned cluster, Duration limit) throws LifecycleException, InterruptedException {
        try (EventStream events = eventStreams.apply(lifecycle.clusters().cluster(cluster.name()))) {
            events.notice("reap", "cluster %s is destroyed: %s".formatted(cluster.name(), cluster.reason()));
            return lifecycle.down(cluster.name(), owner, limit, events);
        }
    }

    private boolean destroy(Found found, Duration limit) throws Exception {
        Finding finding = found.finding();
        try (EventStream events = console.get();
                Activity activity = events.start("reap")) {
            activity.progress("%s is destroyed: %s".formatted(finding.description(), finding.reason()));
            try {
                TimeLimit.within(limit, PropertyNames.TIMEOUT_DOWN, "reap", () -> {
                    found.deployer().destroy(found.orphan(), activity);
                    return found;
                });
            } catch (DeployException e) {
                activity.failed(e);
                throw new PhaseFailedException(
                        "%s could not be destroyed: %s".formatted(finding.description(), e.getMessage()), e);
            }
            activity.succeeded();
            return true;
        }
    }

    private static String reason(ClusterRecord record) {
        return record.kept()
                ? "its time was over at "
                        + record.expiresAt().map(Object::toString).orElse("")
                : "it was not kept, and its owner, " + record.owner() + ", is gone";
    }

    /**
     * Something that nobody is responsible for.
     *
     * @param description what it is, for people: {@code cluster x}
     * @param reason how that is known, for people
     */
    public record Finding(String description, String reason) {}

    private record Abandoned(ClusterName name, String reason) {
        Finding finding() {
            return new Finding("cluster " + name, reason);
        }
    }

    private record Found(Reapable deployer, Reapable.Orphan orphan) {
        Finding finding() {
            return new Finding(orphan.description(), orphan.reason());
        }
    }

    private record Search(List<Abandoned> clusters, List<Found> orphans, List<LifecycleException> failures) {
        List<Finding> findings() {
            List<Finding> findings = new ArrayList<>();
            clusters.forEach(cluster -> findings.add(cluster.finding()));
            orphans.forEach(found -> findings.add(found.finding()));
            return List.copyOf(findings);
        }
    }
}
