package dev.hivecluster.junit;

import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Verdict;
import java.util.List;

/** A cluster that the build made, or a person: it is used, and left as it is. */
final class BuildsCluster implements ClusterOrigin {
    private final FoundCluster found;
    private final Wiring wiring;

    BuildsCluster(FoundCluster found, Wiring wiring) {
        this.found = found;
        this.wiring = wiring;
    }

    @Override
    public Cluster open() throws LifecycleException {
        return wiring.clusters()
                .apply(found.directory().path().resolveSibling(""))
                .open(found.directory().name(), new EventStream(wiring.clock(), List.of()));
    }

    @Override
    public void release(Verdict verdict) {
        // Whoever made it is responsible for it.
    }
}
