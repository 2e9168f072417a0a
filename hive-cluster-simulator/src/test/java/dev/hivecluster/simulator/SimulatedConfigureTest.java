package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hivecluster.configure.ClusterHealth;
import dev.hivecluster.configure.ConfigureException;
import dev.hivecluster.configure.Configurer;
import dev.hivecluster.configure.StepFailedException;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.Event;
import dev.hivecluster.event.EventReader;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.PhaseFailedException;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.SshShells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configure phase makes a cluster of simulated machines, over SSH and TLS, as it does of real ones. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SimulatedConfigureTest {
    private static final EventReader NOBODY = event -> {};

    @TempDir
    Path clusters;

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private StandingCluster cluster;

    @BeforeEach
    void make() throws Exception {
        cluster = new StandingCluster(clusters);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"1,auto", "2,auto", "3,auto", "3,mapped"})
    void machines_become_a_cluster_that_is_ready(int size, String addresses) throws Exception {
        Inventory inventory = cluster.up(size, Map.of("hive.simulator.addresses", addresses));

        Endpoints endpoints = configure(inventory, false, NOBODY);

        assertThat(endpoints.nodes()).hasSize(size);
        assertThat(cluster.directory().credentialsFile()).exists();
        assertThat(new ClusterHealth(Clock.systemUTC()).of(inventory, cluster.directory()))
                .hasSize(size)
                .allMatch(node -> node.ready().ok());
    }

    @Test
    void a_second_configure_starts_nothing() throws Exception {
        Inventory inventory = cluster.up(3);
        Endpoints endpoints = configure(inventory, false, NOBODY);
        events.clear();

        assertThat(configure(inventory, false, NOBODY)).isEqualTo(endpoints);

        assertThat(ended("start "))
                .hasSize(15)
                .allSatisfy(end -> assertThat(end.outcome()).isEqualTo(Outcome.SKIPPED));
        assertThat(ended("join")).isEmpty();
    }

    @Test
    void an_interrupted_formation_is_taken_up_by_the_next_configure() throws Exception {
        Inventory inventory = cluster.up(3);
        Thread configuring = Thread.currentThread();

        InterruptedException interrupted = catchThrowableOfType(
                InterruptedException.class,
                () -> configure(
                        inventory, false, when(Event.Started.class, "join", "standing-3", configuring::interrupt)));

        assertThat(interrupted).isNotNull();
        configure(inventory, false, NOBODY);
        assertThat(cluster.directory().endpoints()).isPresent();
    }

    @Test
    void a_node_that_dies_is_named_and_joins_when_it_is_back() throws Exception {
        Inventory inventory = cluster.up(3);
        Node third = inventory.node(3);

        StepFailedException failure = catchThrowableOfType(
                StepFailedException.class,
                () -> configure(
                        inventory, false, when(Event.Finished.class, "inspect", third.name(), () -> powerOff(third))));

        assertThat(failure.node()).contains(third.name());
        cluster.deployer().powerOn(cluster.directory(), third);
        configure(inventory, false, NOBODY);
        assertThat(cluster.directory().endpoints()).isPresent();
    }

    @Test
    @Timeout(60)
    void a_simulator_that_dies_before_the_login_ends_the_wait_at_once() throws Exception {
        Inventory inventory = cluster.up(2);
        cluster.directory().write(inventory);
        cluster.record(record -> record.withSpec(cluster.spec(inventory)).completed(Phase.PROVISIONED));
        EventReader killer = event -> {
            if (event.scope().step().equals("connect")) {
                cluster.close();
            }
        };

        try (EventStream stream = new EventStream(Clock.systemUTC(), List.of(killer))) {
            assertThatThrownBy(() -> new HiveClusters(clusters, Deployers.of(cluster.deployer()), Clock.systemUTC())
                            .lifecycle()
                            .configure(
                                    cluster.directory().name(),
                                    Owner.current("test"),
                                    false,
                                    Duration.ofMinutes(15),
                                    stream))
                    .isInstanceOf(PhaseFailedException.class)
                    .hasMessageMatching(
                            "configure of cluster standing failed: connect failed on standing-[12]: its machine is missing, says the deployer simulated; make it again with mvn .*:up -Dhive.cluster=standing .*");
        }
    }

    @Test
    void a_port_that_another_program_has_shows_in_the_log_of_the_service() throws Exception {
        Inventory inventory = cluster.up(3);
        URI gateway = inventory.node(2).endpoints().gateway();

        try (ServerSocket taken = new ServerSocket(gateway.getPort(), 1, loopback(gateway.getHost()))) {
            assertThat(taken.isBound()).isTrue();

            StepFailedException failure =
                    catchThrowableOfType(StepFailedException.class, () -> configure(inventory, false, NOBODY));

            assertThat(failure.node()).contains("standing-2");
            assertThat(failure)
                    .message()
                    .contains("awsgw ended by itself")
                    .containsIgnoringCase(
                            "listen tcp %s:%d: address already in use".formatted(gateway.getHost(), gateway.getPort()));
        }
    }

    @Test
    void reforming_makes_another_cluster_of_the_same_machines() throws Exception {
        Inventory inventory = cluster.up(3);
        configure(inventory, false, NOBODY);
        String before = Files.readString(cluster.directory().caCertificate());

        configure(inventory, true, NOBODY);

        assertThat(Files.readString(cluster.directory().caCertificate())).isNotEqualTo(before);
        assertThat(new ClusterHealth(Clock.systemUTC()).of(inventory, cluster.directory()))
                .allMatch(node -> node.ready().ok());
    }

    private Endpoints configure(Inventory inventory, boolean reform, EventReader reader)
            throws ConfigureException, InterruptedException {
        try (EventStream stream = new EventStream(Clock.systemUTC(), List.of(events::add, reader));
                Activity phase = stream.start("configure");
                SshShells shells = new SshShells(cluster.directory(), inventory, Duration.ZERO)) {
            Endpoints endpoints = new Configurer(shells, node -> "", Clock.systemUTC())
                    .configure(
                            cluster.spec(inventory),
                            inventory,
                            cluster.directory(),
                            reform,
                            phase,
                            Duration.ofMinutes(2));
            phase.succeeded();
            return endpoints;
        }
    }

    /** Does something when a step begins or ends, before anything else goes on. */
    private static EventReader when(Class<? extends Event> kind, String step, String node, Runnable action) {
        return event -> {
            if (kind.isInstance(event)
                    && event.scope().step().equals(step)
                    && event.scope().node().equals(Optional.of(node))) {
                action.run();
            }
        };
    }

    private void powerOff(Node node) {
        try {
            cluster.deployer().powerOff(cluster.directory(), node);
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static InetAddress loopback(String address) throws IOException {
        return InetAddress.getAllByName(address)[0];
    }

    private List<Event.Finished> ended(String step) {
        return events.stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event.Finished.class::cast)
                .filter(end -> end.scope().step().startsWith(step))
                .toList();
    }
}
