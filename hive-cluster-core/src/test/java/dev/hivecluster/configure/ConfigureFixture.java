package dev.hivecluster.configure;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.event.Pacer;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.MachineSize;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Configures a {@link FakeCluster} and keeps the events. */
final class ConfigureFixture {
    final FakeCluster cluster;
    final ClusterDirectory directory;
    MachineWatch machines = node -> "";
    final List<Event> events = new CopyOnWriteArrayList<>();

    ConfigureFixture(FakeCluster cluster, Path clusters) {
        this.cluster = cluster;
        this.directory = new ClusterDirectory(clusters, new ClusterName("x"));
    }

    Endpoints configure() throws ConfigureException, InterruptedException {
        return configure(false, Pacer.REAL);
    }

    Endpoints reform() throws ConfigureException, InterruptedException {
        return configure(true, Pacer.REAL);
    }

    Endpoints configure(boolean reform, Pacer pacer) throws ConfigureException, InterruptedException {
        int size = cluster.all().size();
        ClusterSpec spec = new ClusterSpec(
                new ClusterName("x"),
                size,
                "fake",
                MachineSize.DEFAULT,
                Optional.empty(),
                "ap-southeast-2",
                "ap-southeast-2a",
                Map.of());
        try (EventStream stream = new EventStream(Clock.systemUTC(), pacer, List.of(events::add));
                Activity phase = stream.start("configure")) {
            Endpoints endpoints = new Configurer(cluster.shells(), machines, Clock.systemUTC(), cluster.http())
                    .configure(spec, cluster.inventory(), directory, reform, phase, Duration.ofMinutes(1));
            phase.succeeded();
            return endpoints;
        }
    }

    /** How a step ended: {@code SUCCEEDED}, or or a word that is no outcome if it never began. */
    String outcome(String step, String node) {
        return ended().stream()
                .filter(end ->
                        end.scope().step().equals(step) && end.scope().node().equals(Optional.of(node)))
                .map(end -> end.outcome().name())
                .findFirst()
                .orElse("none");
    }

    List<Event.Finished> ended(Outcome outcome) {
        return ended().stream().filter(end -> end.outcome() == outcome).toList();
    }

    List<String> warnings() {
        return events.stream()
                .filter(Event.Warning.class::isInstance)
                .map(event -> ((Event.Warning) event).message())
                .toList();
    }

    private List<Event.Finished> ended() {
        return events.stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event.Finished.class::cast)
                .toList();
    }
}
