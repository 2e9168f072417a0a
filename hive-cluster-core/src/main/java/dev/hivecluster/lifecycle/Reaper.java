package dev.hivecluster.lifecycle;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the clusters that nobody is responsible for any more, and destroys them: the last of the teardown nets. */
public final class Reaper {
    private final Lifecycle lifecycle;
    private final Owner owner;
    private final Function<ClusterDirectory, EventStream> eventStreams;

    public Reaper(Lifecycle lifecycle, Owner owner, Function<ClusterDirectory, EventStream> eventStreams) {
        this.lifecycle = lifecycle;
        this.owner = owner;
        this.eventStreams = eventStreams;
    }

    /** The clusters that are expired or ownerless, each with the reason; nothing is changed. */
    public List<Finding> find() throws PhaseFailedException {
        List<Finding> findings = new ArrayList<>();
        for (ClusterName name : names()) {
            Optional<ClusterRecord> record = lifecycle.standing(name);
            record.filter(known -> known.isAbandoned(lifecycle.clock().instant()))
                    .ifPresent(known -> findings.add(new Finding(name, reason(known))));
        }
        return findings;
    }

    /**
     * Destroys them. One that cannot be destroyed does not keep the others alive.
     *
     * @throws PhaseFailedException if one could not be destroyed; further ones are suppressed in it
     */
    public List<Finding> reap(Duration limit) throws LifecycleException {
        List<Finding> findings = find();
        List<LifecycleException> failures = new ArrayList<>();
        for (Finding finding : findings) {
            try {
                Uncancelled.call(() -> destroy(finding, limit));
            } catch (LifecycleException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            LifecycleException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return findings;
    }

    private boolean destroy(Finding finding, Duration limit) throws LifecycleException, InterruptedException {
        try (EventStream events = eventStreams.apply(lifecycle.clusters().cluster(finding.name()))) {
            events.notice("reap", "cluster %s is destroyed: %s".formatted(finding.name(), finding.reason()));
            return lifecycle.down(finding.name(), owner, limit, events);
        }
    }

    private List<ClusterName> names() throws PhaseFailedException {
        try {
            return lifecycle.clusters().names();
        } catch (IOException e) {
            throw new PhaseFailedException(
                    "%s cannot be read: %s".formatted(lifecycle.clusters().directory(), e), e);
        }
    }

    private static String reason(ClusterRecord record) {
        return record.kept()
                ? "its time was over at "
                        + record.expiresAt().map(Object::toString).orElse("")
                : "it was not kept, and its owner, " + record.owner() + ", is gone";
    }

    /**
     * A cluster that nobody is responsible for.
     *
     * @param reason how that is known, for people
     */
    public record Finding(ClusterName name, String reason) {}
}
