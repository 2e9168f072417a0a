package dev.hivecluster.lifecycle;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Reapable;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<String, String> settings;
    private final Function<ClusterDirectory, EventStream> eventStreams;
    private final Supplier<EventStream> console;

    /**
     * @param settings what the user gave; deployers may find their backends by it
     * @param eventStreams makes the stream for a cluster's directory
     * @param console makes the stream for what is nothing to tell in a cluster's directory
     */
    public Reaper(
            Lifecycle lifecycle,
            Owner owner,
            ClusterSettings settings,
            Function<ClusterDirectory, EventStream> eventStreams,
            Supplier<EventStream> console) {
        this.lifecycle = lifecycle;
        this.owner = owner;
        this.settings = settings.given();
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
     * Destroys it, unless somebody else took care of it in the meantime. What cannot be looked at or destroyed does not keep the others alive.
     *
     * @param limit how long the end of one may take
     * @return what was destroyed
     * @throws PhaseFailedException if something could not be; further ones are suppressed in it
     */
    public List<Finding> reap(Duration limit) throws LifecycleException, InterruptedException {
        Search search = search();
        List<LifecycleException> failures = new ArrayList<>(search.failures());
        List<Finding> destroyed = new ArrayList<>();
        for (Abandoned abandoned : search.clusters()) {
            attempt(() -> destroy(abandoned, limit), failures)
                    .filter(done -> done)
                    .ifPresent(done -> destroyed.add(abandoned.finding()));
        }
        for (Found found : search.orphans()) {
            attempt(() -> destroy(found, limit), failures).ifPresent(destroyed::add);
        }
        throwFirst(failures);
        return List.copyOf(destroyed);
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
                deployer.orphans(settings, lifecycle.clock().instant()).stream()
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
            abandoned.ifPresent(record -> search.clusters().add(new Abandoned(name, record.id(), reason(record))));
            return abandoned.map(ClusterRecord::id);
        } catch (PhaseFailedException e) {
            search.failures().add(e);
            return Optional.empty();
        }
    }

    private static <T> Optional<T> attempt(Callable<T> destruction, List<LifecycleException> failures) {
        try {
            return Optional.of(Uncancelled.call(destruction));
        } catch (LifecycleException e) {
            failures.add(e);
            return Optional.empty();
        }
    }

    private static void throwFirst(List<LifecycleException> failures) throws LifecycleException {
        if (!failures.isEmpty()) {
            LifecycleException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Looks again, under the lock: somebody may have made it anew, or kept it, since it was found. */
    private boolean destroy(Abandoned cluster, Duration limit)
            throws LifecycleException, IOException, InterruptedException {
        ClusterName name = cluster.name();
        try (ClusterLock lock = lifecycle.lock(name, owner, "down")) {
            if (lifecycle
                    .standing(name)
                    .filter(record -> record.id().equals(cluster.recordId()))
                    .filter(record -> record.isAbandoned(lifecycle.clock().instant()))
                    .isEmpty()) {
                sayLeft(name);
                return false;
            }
            try (EventStream events = eventStreams.apply(lifecycle.clusters().cluster(name))) {
                events.notice("reap", "cluster %s is destroyed: %s".formatted(name, cluster.reason()));
                return lifecycle.down(name, owner, limit, events);
            }
        }
    }

    /** On the console alone: what stands there now is somebody else's. */
    private void sayLeft(ClusterName name) {
        try (EventStream events = console.get()) {
            events.notice(
                    "reap",
                    "cluster %s is left: it is not the one any more that was found; somebody destroyed it, made it anew, or keeps it"
                            .formatted(name));
        }
    }

    private Finding destroy(Found found, Duration limit) throws Exception {
        Finding finding = found.finding();
        try (EventStream events = console.get()) {
            return events.<Finding, Exception>run("reap", activity -> {
                activity.progress("%s is destroyed: %s".formatted(finding.description(), finding.reason()));
                try {
                    TimeLimit.within(limit, PropertyNames.TIMEOUT_DOWN, "reap", () -> {
                        found.deployer().destroy(found.orphan(), settings, activity);
                        return found;
                    });
                } catch (DeployException e) {
                    throw new PhaseFailedException(
                            "%s could not be destroyed: %s".formatted(finding.description(), e.getMessage()), e);
                }
                return finding;
            });
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

    private record Abandoned(ClusterName name, String recordId, String reason) {
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
