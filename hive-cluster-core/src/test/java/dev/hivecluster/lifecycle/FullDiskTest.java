package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hivecluster.deploy.FakeDeployer.Operation;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.directory.SmallDisk;
import dev.hivecluster.directory.SmallDiskExtension;
import dev.hivecluster.event.Event;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that is full from the beginning, or becomes full on the way. */
@ExtendWith(SmallDiskExtension.class)
class FullDiskTest {
    @Test
    void the_first_cluster_gets_no_machine_and_leaves_nothing(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        disk.fill();

        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().up(fixture.byHand()))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessage(
                        "%s/clusters/.gitignore cannot be written: No space left on device; make room or grant access there, or choose another place with -Dhive.clustersDirectory=…",
                        disk.path())
                .hasNoSuppressedExceptions();

        assertThat(fixture.deployer.calls()).isEmpty();
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void a_cluster_that_cannot_be_recorded_gets_no_machine_and_leaves_nothing(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        fixture.lifecycle.clusters().lock(DEMO, fixture.owner, "a test").close();
        List<String> before = disk.files();
        disk.fill();

        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().up(fixture.bound()))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageStartingWith(
                        "%s cannot be written: No space left on device; make room",
                        fixture.directory().recordFile())
                .hasNoSuppressedExceptions();

        assertThat(fixture.deployer.calls()).isEmpty();
        assertThat(disk.files()).isEqualTo(before);
    }

    @Test
    void machines_that_were_just_made_are_destroyed_again(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        fixture.deployer.onNext(Operation.UP, disk::fill);

        Throwable failure =
                catchThrowable(() -> fixture.sessionThatKeepsEvents().up(fixture.bound()));

        assertThat(failure).isInstanceOf(PhaseFailedException.class).hasMessageContaining("No space left on device");
        assertThat(failure.getSuppressed())
                .extracting(Throwable::getMessage)
                .singleElement()
                .asString()
                .startsWith("no machine of cluster demo is left, but its record and files in " + fixture.directory())
                .endsWith("try again with " + GoalCommand.of(fixture.directory(), "down"));
        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.ABSENT);

        disk.empty();
        assertThat(fixture.sessionThatKeepsEvents().destroy(DEMO, Limits.DEFAULT))
                .isTrue();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
    }

    @Test
    void logs_that_fill_it_during_configure_fail_the_build_and_the_machines_are_destroyed(SmallDisk disk)
            throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.bound());
        fixture.hive.onNext(activity -> {
            for (int line = 0; line < 10_000; line++) {
                activity.output(Event.Channel.STDOUT, "line %d of a program that says a lot".formatted(line));
            }
        });

        assertThatThrownBy(() -> session.configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageStartingWith(
                        "%s cannot be written: No space left on device; make room",
                        fixture.directory().recordFile())
                .hasNoSuppressedExceptions();

        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
        assertThat(disk.files()).noneMatch(file -> file.endsWith(".tmp"));
        assertThat(events(fixture)).isNotEmpty();
    }

    @Test
    void a_standing_cluster_that_cannot_be_configured_stays_as_it_is_recorded(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.byHand());
        session.close();

        fixture.hive.onNext(activity -> disk.fill());
        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("cluster.json cannot be written")
                .hasNoSuppressedExceptions();
        assertThatThrownBy(() -> fixture.sessionThatKeepsEvents().configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("cluster.json cannot be written")
                .hasNoSuppressedExceptions();
        assertThat(fixture.hive.calls()).isEqualTo(1);
        assertThat(fixture.machines()).isEqualTo(3);
        assertThat(fixture.phase()).isEqualTo(Phase.PROVISIONED);

        disk.empty();
        fixture.sessionThatKeepsEvents().configure(DEMO, Limits.DEFAULT, false);
        assertThat(fixture.phase()).isEqualTo(Phase.CONFIGURED);
    }

    @Test
    void a_line_that_is_lost_stops_no_phase_but_makes_the_run_red(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.bound());
        fixture.hive.onNext(activity -> {
            disk.fill();
            activity.output(Event.Channel.STDOUT, "x".repeat(10_000));
            uncheckedly(disk::empty);
        });

        session.configure(DEMO, Limits.DEFAULT, false);
        assertThat(fixture.phase()).isEqualTo(Phase.CONFIGURED);

        assertThatThrownBy(() -> session.release(DEMO, "module", Verdict.PASSED))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageStartingWith("what happened to cluster demo is not wholly recorded: logs/lifecycle.jsonl is")
                .hasMessageContaining("No space left on device");
        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
        assertThat(events(fixture)).isNotEmpty();
    }

    @Test
    void results_that_cannot_be_written_make_the_run_red_and_the_machines_are_destroyed(SmallDisk disk)
            throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.bound());
        session.configure(DEMO, Limits.DEFAULT, false);
        session.beginTests(DEMO);
        Path results = fixture.directory().testResults();
        Files.writeString(results.resolve("TEST-a.xml"), "<testsuite/>");
        Path lifecycle = results.resolve("TEST-hive-cluster-lifecycle.xml");
        String before = Files.readString(lifecycle);
        disk.fill();

        assertThatThrownBy(() -> session.release(DEMO, "module", Verdict.PASSED))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("test-results/TEST-hive-cluster-lifecycle.xml is not written any further")
                .hasMessageContaining("No space left on device");

        assertThat(fixture.machines()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
        assertThat(results.resolve("TEST-a.xml")).hasContent("<testsuite/>");
        assertThat(lifecycle).hasContent(before);
        assertThat(disk.files()).noneMatch(file -> file.endsWith(".tmp"));
    }

    @Test
    void a_cluster_that_cannot_be_recorded_as_kept_stands_and_how_to_end_it_is_said(SmallDisk disk) throws Exception {
        LifecycleFixture fixture = new LifecycleFixture(disk.path().resolve("clusters"));
        Session session = fixture.sessionThatKeepsEvents();
        session.up(fixture.bound("hive.keep=on-failure"));
        disk.fill();

        assertThatThrownBy(() -> session.release(DEMO, "module", Verdict.FAILED))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("cluster demo stands, but how long it is kept cannot be recorded: ")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("ends with the next up or reap")
                .hasMessageContaining(GoalCommand.of(fixture.directory(), "down"));
        assertThat(fixture.machines()).isEqualTo(3);

        disk.empty();
        assertThat(fixture.sessionThatKeepsEvents().destroy(DEMO, Limits.DEFAULT))
                .isTrue();
    }

    /** Reads every line of the log: each is a whole event. */
    private static List<Event> events(LifecycleFixture fixture) throws IOException {
        Path log = fixture.directory().logs().resolve("lifecycle.jsonl");
        List<Event> events = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            events.add(Json.parse(log.toString(), line, Event.class));
        }
        return events;
    }

    private static void uncheckedly(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }
}
