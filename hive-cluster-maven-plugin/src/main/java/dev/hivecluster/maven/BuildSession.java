package dev.hivecluster.maven;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterPointer;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Reaper;
import dev.hivecluster.lifecycle.Session;
import dev.hivecluster.lifecycle.ShutdownNet;
import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.Flag;
import dev.hivecluster.model.PropertyNames;
import dev.hivecluster.report.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** What one Maven session does with the clusters of one directory, and the nets beneath it. */
final class BuildSession {
    /** How long a test JVM may take to end itself when the build is stopped. */
    private static final Duration TEST_PROCESS_LIMIT = Duration.ofSeconds(10);

    private final HiveClusters clusters;
    private final Owner owner = Owner.current(UUID.randomUUID().toString());
    private final MavenSession maven;
    private final Log log;
    private final Session session;
    private final ShutdownNet net;
    private final Map<Participant, ModuleTests> tests = new ConcurrentHashMap<>();
    private final Set<Pointer> pointers = ConcurrentHashMap.newKeySet();

    private BuildSession(HiveClusters clusters, boolean purge, MavenSession maven, Log log) {
        this.clusters = clusters;
        this.maven = maven;
        this.log = log;
        this.session = new Session(clusters.lifecycle(), owner, this::events, purge);
        this.net = ShutdownNet.under(session, this::whenStopped, this::removeLastPointers, log::warn);
    }

    /** Begins, and spreads the nets. */
    static BuildSession begin(HiveClusters clusters, ClusterSettings settings, MavenSession maven, Log log) {
        LibraryLogs.quieten(log);
        Misspellings.warnings(maven.getUserProperties().stringPropertyNames()).forEach(log::warn);
        return new BuildSession(clusters, Flag.of(settings, PropertyNames.PURGE), maven, log);
    }

    Session session() {
        return session;
    }

    HiveClusters clusters() {
        return clusters;
    }

    ClusterDirectory directory(ClusterName name) {
        return clusters.lifecycle().clusters().cluster(name);
    }

    /** @param settings what the user gave; deployers may find their backends by it */
    Reaper reaper(ClusterSettings settings) {
        return new Reaper(clusters.lifecycle(), owner, settings, this::events, this::console);
    }

    /** What {@code up} would do, for people. */
    String plan(ClusterSettings settings, Duration limit) throws LifecycleException, InterruptedException {
        try (EventStream console = console()) {
            return clusters.lifecycle().plan(settings, limit, console);
        }
    }

    /** For what is nothing to tell in a cluster's directory. */
    private EventStream console() {
        return new EventStream(Clock.systemUTC(), List.of(Console.reader(maven, log)));
    }

    private EventStream events(ClusterDirectory directory) {
        return new EventStream(Clock.systemUTC(), Readers.of(directory, owner, Console.reader(maven, log)));
    }

    /** Tells the tests of a module that the cluster is going to be there. */
    void promise(ClusterName name, Path buildDirectory) throws IOException {
        ClusterPointer.promise(directory(name), owner).write(buildDirectory);
        pointers.add(new Pointer(buildDirectory, name));
    }

    /** Tells the tests of a module that the cluster is there. */
    void point(ClusterRecord record, Path buildDirectory) throws IOException {
        ClusterPointer.to(directory(record.name()), record, owner).write(buildDirectory);
        pointers.add(new Pointer(buildDirectory, record.name()));
    }

    /** Removes the pointers that this session wrote to clusters which do not stand any more, or cannot be read. */
    void removeStalePointers() throws IOException {
        for (Pointer pointer : List.copyOf(pointers)) {
            if (!stands(pointer.cluster())) {
                ClusterPointer.remove(pointer.buildDirectory(), pointer.cluster());
                pointers.remove(pointer);
            }
        }
    }

    private boolean stands(ClusterName name) {
        try {
            return clusters.lifecycle().standing(name).isPresent();
        } catch (LifecycleException e) {
            log.debug("no test can use cluster " + name, e);
            return false;
        }
    }

    /** Removes every pointer of this build's modules to a cluster that was destroyed. */
    void removePointers(ClusterName name) throws IOException {
        for (MavenProject project : maven.getProjects()) {
            ClusterPointer.remove(Path.of(project.getBuild().getDirectory()), name);
        }
        pointers.removeIf(pointer -> pointer.cluster().equals(name));
    }

    /** A participant's tests are about to run. */
    void begin(Participant participant, ModuleTests begun) {
        tests.put(participant, begun);
    }

    /** A participant's tests have run; without tests that were begun here there is nothing to tell. */
    ModuleResult collect(Participant participant) {
        ModuleTests begun = tests.remove(participant);
        return begun == null ? ModuleResult.NONE : begun.collect();
    }

    /** The first signal: the tests end, and what they wrote is saved before their cluster goes. */
    private void whenStopped() {
        TestProcesses.await(TEST_PROCESS_LIMIT);
        collectAll();
    }

    /** Saves the results of tests whose {@code down} was not reached. */
    private Verdict collectAll() {
        return Set.copyOf(tests.keySet()).stream()
                .map(participant -> collect(participant).verdict())
                .reduce(Verdict.PASSED, Verdict::and);
    }

    /**
     * The build is over.
     *
     * @param failed whether it is red
     * @throws dev.hivecluster.lifecycle.PhaseFailedException if something could not be destroyed
     */
    void close(boolean failed) throws LifecycleException {
        try (net) {
            session.close(collectAll().and(failed ? Verdict.FAILED : Verdict.PASSED));
        } finally {
            removeLastPointers();
        }
    }

    private void removeLastPointers() {
        try {
            removeStalePointers();
        } catch (IOException e) {
            log.warn("pointers to destroyed clusters are left behind: " + Failures.text(e));
        }
    }

    private record Pointer(Path buildDirectory, ClusterName cluster) {}
}
