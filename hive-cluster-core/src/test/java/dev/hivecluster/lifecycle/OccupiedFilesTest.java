package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hivecluster.deploy.FakeDeployer.Operation;
import dev.hivecluster.directory.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something else stands where a file or a directory of ours must be. */
class OccupiedFilesTest {
    @TempDir
    Path temp;

    private Path clusters;
    private LifecycleFixture fixture;
    private Session session;

    @BeforeEach
    void open() {
        clusters = temp.resolve("clusters");
        fixture = new LifecycleFixture(clusters);
        session = fixture.sessionThatKeepsEvents();
    }

    @Test
    void a_file_in_the_place_of_all_clusters_is_named_and_left() throws Exception {
        Files.writeString(clusters, "somebody's");

        assertThatThrownBy(() -> session.up(fixture.bound()))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("%s is a file, where a directory of clusters is expected", clusters)
                .hasMessageContaining("-Dhive.clustersDirectory=")
                .hasNoSuppressedExceptions();

        assertThat(fixture.deployer.calls()).isEmpty();
        assertThat(clusters).hasContent("somebody's");
    }

    @Test
    void a_file_in_the_place_of_the_cluster_is_named_and_left() throws Exception {
        Files.createDirectories(clusters);
        Files.writeString(clusters.resolve("demo"), "somebody's");

        assertThatThrownBy(() -> session.up(fixture.bound()))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining(
                        "%s is a file, where a directory of clusters is expected", clusters.resolve("demo"))
                .hasNoSuppressedExceptions();

        assertThat(fixture.deployer.calls()).isEmpty();
        assertThat(clusters.resolve("demo")).hasContent("somebody's");
    }

    @Test
    void machines_whose_inventory_cannot_be_written_are_destroyed_again() {
        fixture.deployer.onNext(Operation.UP, () -> occupy(fixture.directory().inventoryFile()));

        assertThatThrownBy(() -> session.up(fixture.bound()))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageStartingWith(
                        "%s cannot be written", fixture.directory().inventoryFile())
                .hasNoSuppressedExceptions();

        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
    }

    @Test
    void a_log_that_takes_no_line_stops_no_phase_but_makes_the_run_red() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "only where there is a device that is always full");
        Path log = fixture.directory().logs().resolve("lifecycle.jsonl");
        Files.createDirectories(log.getParent());
        Files.createSymbolicLink(log, Path.of("/dev/full"));

        session.up(fixture.bound());
        session.configure(DEMO, Limits.DEFAULT, false);
        assertThat(fixture.phase()).isEqualTo(Phase.CONFIGURED);

        assertThatThrownBy(session::close)
                .isInstanceOf(PhaseFailedException.class)
                .hasMessage(
                        "what happened to cluster demo is not wholly recorded: logs/lifecycle.jsonl is not written any further: %s cannot be written: No space left on device; make room or grant access there, or choose another place with -Dhive.clustersDirectory=…",
                        log);
        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
        assertThat(fixture.directory().logs().resolve("down.log")).content().contains("done in");
        Files.delete(log);
    }

    @Test
    void a_log_that_a_person_called_for_and_that_takes_no_line_makes_the_goal_red() throws Exception {
        session.up(fixture.byHand());
        session.close();
        occupy(fixture.directory().logs().resolve("configure.log"));

        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("logs/<phase>.log is not written any further");

        assertThat(fixture.phase()).isEqualTo(Phase.CONFIGURED);
    }

    /** Puts a directory with something in it there. */
    private static void occupy(Path file) {
        try {
            Files.createDirectories(file.resolve("something"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
