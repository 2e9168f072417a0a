package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.SmallDisk;
import dev.hivecluster.directory.SmallDiskExtension;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.lifecycle.PhaseFailedException;
import dev.hivecluster.lifecycle.Session;
import dev.hivecluster.lifecycle.UpRequest;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.report.Readers;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SmallDiskExtension.class)
class SimulatorFullDiskTest {
    @Test
    void wherever_the_room_ends_the_simulator_says_so_and_is_destroyed_without_trace(SmallDisk disk) throws Exception {
        Throwable failure;
        int failures = 0;
        do {
            try (StandingCluster cluster = new StandingCluster(disk.path())) {
                disk.fill();
                disk.makeRoom(1 << failures);

                failure = catchThrowable(() -> cluster.up(2));
                cluster.down();

                assertThat(cluster.runs()).isFalse();
                assertThat(disk.files())
                        .isSubsetOf(
                                "standing", "standing/cluster.json", "standing/logs", "standing/logs/simulator.log");
            }
            if (failure != null) {
                failures++;
                assertThat(failure)
                        .isInstanceOf(DeployException.class)
                        .hasMessageStartingWith("the simulator of cluster standing")
                        .hasMessageContaining("cannot be written: No space left on device; make room")
                        .hasMessageContaining(disk.path().toString());
            }
            disk.empty();
        } while (failure != null);
        assertThat(failures).isGreaterThan(3);
    }

    @Test
    void a_cluster_that_cannot_be_formed_is_destroyed(SmallDisk disk) throws Exception {
        ClusterName name = new ClusterName("formed");
        HiveClusters clusters = new HiveClusters(disk.path(), Deployers.of(new SimulatedDeployer()), Clock.systemUTC());
        ClusterDirectory directory = clusters.lifecycle().clusters().cluster(name);
        Owner owner = Owner.current("a test");
        Session session = new Session(
                clusters.lifecycle(),
                owner,
                kept -> new EventStream(Clock.systemUTC(), Readers.of(kept, owner, event -> {})),
                false);
        ClusterSettings settings = ClusterSettings.of(Map.of("hive.cluster", "formed", "hive.nodes", "1"));
        String recordId =
                session.up(UpRequest.of(settings, "a test", Set.of(), false)).id();
        disk.fill();

        Throwable failure = catchThrowable(() -> session.configure(name, Limits.DEFAULT, false));

        assertThat(failure).isInstanceOf(PhaseFailedException.class).hasMessageContaining("No space left on device");
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(SimulatorProcesses.of(recordId)).isEmpty();
        assertThat(directory.record().orElseThrow().phase()).isEqualTo(Phase.DESTROYED);
        assertThat(disk.files())
                .allMatch(file ->
                        file.matches("\\.gitignore|\\.locks.*|formed|formed/(cluster.json|logs.*|test-results.*)"));
    }
}
