package dev.hivecluster.junit;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.lifecycle.Lifecycle;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Session;
import dev.hivecluster.lifecycle.ShutdownNet;
import dev.hivecluster.lifecycle.UpRequest;
import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.report.ConsoleReader;
import dev.hivecluster.report.Readers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A cluster that the extension makes, since there is none: destroyed when the run ends, in whatever way it does. */
final class OwnCluster implements ClusterOrigin {
    /** What the name of one begins with whose class names none. */
    static final ClusterName PREFIX = new ClusterName("junit");

    private static final int LONGEST_PREFIX = 31;

    private final ClusterDemand demand;
    private final Wiring wiring;
    private final Path directory;
    private final ClusterName name;
    private final Lifecycle lifecycle;
    private final Session session;
    private final ShutdownNet net;

    /** @param directory of the clusters that this run makes */
    OwnCluster(ClusterDemand demand, Path directory, Wiring wiring, Consumer<String> console) {
        this.demand = demand;
        this.wiring = wiring;
        this.directory = directory;
        this.name = uniqueName(demand.name());
        this.lifecycle = wiring.lifecycles().apply(directory);
        Owner owner = Owner.current("tests on " + name);
        this.session = new Session(lifecycle, owner, cluster -> events(cluster, owner, wiring, console), false);
        this.net = ShutdownNet.atExit(session, console);
    }

    private static EventStream events(ClusterDirectory cluster, Owner owner, Wiring wiring, Consumer<String> console) {
        return new EventStream(
                wiring.clock(), Readers.of(cluster, owner, new ConsoleReader(line -> console.accept(line.text()))));
    }

    private static ClusterName uniqueName(Optional<ClusterName> wanted) {
        String prefix = wanted.orElse(PREFIX).value();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return new ClusterName(prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX)) + "-" + unique);
    }

    @Override
    public Cluster open() throws LifecycleException, InterruptedException {
        ClusterSettings settings = demand.settings(wiring.properties(), name);
        UpRequest request = UpRequest.of(settings, "tests", Set.of(), false);
        session.up(request);
        session.configure(name, request.limits(), false);
        return wiring.clusters().apply(directory).open(name, new EventStream(wiring.clock(), List.of()));
    }

    @Override
    public void release(Verdict verdict) throws LifecycleException {
        try {
            session.close(verdict);
            if (verdict == Verdict.PASSED && lifecycle.standing(name).isEmpty()) {
                lifecycle.purge(name);
            }
        } finally {
            net.close();
        }
    }
}
