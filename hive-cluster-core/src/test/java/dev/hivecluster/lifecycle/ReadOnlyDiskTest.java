package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.SmallDisk;
import dev.hivecluster.directory.SmallDiskExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A directory in which nothing can be written, from the beginning, or from some moment on. */
@ExtendWith(SmallDiskExtension.class)
class ReadOnlyDiskTest {
    @Test
    void up_makes_no_machine_and_says_what_cannot_be_written(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        disk.protect();

        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().up(fixture.byHand()))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessage(
                        "%1$s/clusters/.gitignore cannot be written: Read-only file system (%1$s/clusters); make room or grant access there, or choose another place with -Dhive.clustersDirectory=…",
                        disk.path())
                .hasNoSuppressedExceptions();

        assertThat(fixture.deployer.calls()).isEmpty();
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void configure_changes_nothing_and_says_what_cannot_be_written(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.byHand());
        session.close();
        disk.protect();

        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageStartingWith(
                        "%s cannot be written: Read-only file system",
                        fixture.directory().recordFile())
                .hasNoSuppressedExceptions();

        assertThat(fixture.hive.calls()).isZero();
        assertThat(fixture.machines()).isEqualTo(3);
    }

    @Test
    void machines_are_destroyed_though_nothing_can_be_written_or_removed_any_more(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.bound());
        session.configure(DEMO, Limits.DEFAULT, false);
        disk.protect();

        assertThatThrownBy(() -> session.release(DEMO, "module", Verdict.PASSED))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("Read-only file system")
                .hasMessageContaining("no machine of it is left")
                .hasMessageContaining("are kept in " + fixture.directory())
                .hasMessageContaining("try again with " + GoalCommand.of(fixture.directory(), "down"));
        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.CONFIGURED);

        disk.unprotect();
        assertThat(fixture.sessionThatKeepsEvents().destroy(DEMO, Limits.DEFAULT))
                .isTrue();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
    }

    @Test
    void a_cluster_that_another_process_changes_is_refused_there_too(SmallDisk disk) throws Exception {
        Clusters clusters = new Clusters(disk.path());
        try (ClusterLockTest.Holder holder = new ClusterLockTest.Holder(disk.path())) {
            disk.protect();

            assertThatThrownBy(() -> clusters.lock(DEMO, Owner.current("mine"), "down"))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessageContaining("cluster demo is being changed by process " + holder.pid());
        }
        clusters.lock(DEMO, Owner.current("mine"), "down").close();
    }
}
