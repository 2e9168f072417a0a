package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.deploy.Deployers;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.SmallDisk;
import dev.hivecluster.directory.SmallDiskExtension;
import dev.hivecluster.directory.Trees;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.Reaper;
import dev.hivecluster.model.ClusterSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a disk of its own the reaper finds nobody else's simulators. */
@ExtendWith(SmallDiskExtension.class)
class SimulatorReapingTest {
    @Test
    void reaping_in_one_directory_ends_what_hangs_without_its_directory_and_nothing_else(SmallDisk disk)
            throws Exception {
        try (StandingCluster needed = new StandingCluster(disk.path().resolve("needed"));
                StandingCluster removed = new StandingCluster(disk.path().resolve("removed"))) {
            needed.up(1);
            removed.up(1);
            removed.hang();
            long pid = removed.process().pid();
            Trees.delete(disk.path().resolve("removed"));
            HiveClusters clusters = new HiveClusters(
                    disk.path().resolve("mine"), Deployers.of(new SimulatedDeployer()), Clock.systemUTC());
            Reaper reaper = new Reaper(
                    clusters.lifecycle(),
                    Owner.current("test"),
                    ClusterSettings.of(Map.of()),
                    directory -> silent(),
                    SimulatorReapingTest::silent);

            Reaper.Finding finding = new Reaper.Finding(
                    "the simulator of cluster standing, process " + pid,
                    removed.directory().recordFile() + " is gone");
            assertThat(reaper.find()).containsExactly(finding);
            assertThat(removed.runs()).isTrue();
            assertThat(reaper.reap(Duration.ofMinutes(1))).containsExactly(finding);

            assertThat(removed.runs()).isFalse();
            assertThat(needed.runs()).isTrue();
            assertThat(disk.path().resolve("removed")).doesNotExist();
            assertThat(disk.path().resolve("mine")).doesNotExist();
        }
    }

    private static EventStream silent() {
        return new EventStream(Clock.systemUTC(), List.of());
    }
}
