package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.configure.Configurer;
import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.remote.SshShells;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configure phase, which knows nothing of a simulator, makes a Hive cluster of simulated machines. */
class ConfiguredClusterTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path clusters;

    private final Activity activity = new EventStream(Clock.systemUTC(), List.of()).start("test");
    private StandingCluster cluster;

    @BeforeEach
    void make() throws Exception {
        cluster = new StandingCluster(clusters);
    }

    @AfterEach
    void end() {
        cluster.close();
        activity.close();
    }

    @ParameterizedTest
    @CsvSource({"1, auto", "2, auto", "3, auto", "3, mapped"})
    void hive_is_formed_and_every_node_has_its_gateway(int nodes, String addresses) throws Exception {
        Inventory inventory = cluster.up(nodes, Map.of("hive.simulator.addresses", addresses));

        Endpoints endpoints = configure(inventory);

        assertThat(endpoints.nodes()).hasSize(nodes);
        assertThat(cluster.directory().credentialsFile()).exists();
        assertThat(configure(inventory)).as("a second time").isEqualTo(endpoints);
    }

    private Endpoints configure(Inventory inventory) throws Exception {
        try (SshShells shells = new SshShells(cluster.directory(), inventory, Duration.ofSeconds(20))) {
            return new Configurer(shells, Clock.systemUTC())
                    .configure(cluster.spec(inventory), inventory, cluster.directory(), false, activity, LIMIT);
        }
    }
}
