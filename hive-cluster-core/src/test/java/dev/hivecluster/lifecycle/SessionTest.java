package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Owner;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    @TempDir
    Path clusters;

    private LifecycleFixture fixture;
    private Session session;

    @BeforeEach
    void open() {
        fixture = new LifecycleFixture(clusters);
        session = fixture.session();
    }

    @Test
    void a_cluster_is_recorded_before_its_first_machine_exists() throws Exception {
        fixture.deployer.failNext(FakeDeployer.Operation.UP, "out of machines");

        assertThatThrownBy(() -> session.up(fixture.bound("hive.keep=on-failure")))
                .isInstanceOf(PhaseFailedException.class);

        ClusterRecord record = fixture.record();
        assertThat(record.phase()).isEqualTo(Phase.ABSENT);
        assertThat(record.attempt().orElseThrow().error()).hasValue("out of machines");
        assertThat(fixture.deployer.calls().get(0).recordId()).isEqualTo(record.id());
    }

    @Test
    void up_on_a_whole_cluster_changes_nothing() throws Exception {
        session.up(fixture.byHand());
        session.configure(DEMO, Limits.DEFAULT, false);
        session.close();
        ClusterRecord before = fixture.record();

        Session again = fixture.session();
        again.up(fixture.byHand());
        again.close();

        assertThat(fixture.deployer.count(FakeDeployer.Operation.UP)).isEqualTo(1);
        assertThat(fixture.record().phase()).isEqualTo(Phase.CONFIGURED);
        assertThat(fixture.record().id()).isEqualTo(before.id());
    }

    @Test
    void settings_that_are_not_given_mean_as_recorded() throws Exception {
        session.up(fixture.byHand("hive.nodes=5"));
        session.close();

        Session again = fixture.session();
        again.up(fixture.byHand());

        assertThat(fixture.record().spec().nodes()).isEqualTo(5);
        assertThat(fixture.machines()).isEqualTo(5);
    }

    @Test
    void a_grown_cluster_has_to_be_configured_again() throws Exception {
        session.up(fixture.byHand("hive.nodes=3"));
        session.configure(DEMO, Limits.DEFAULT, false);
        session.close();

        fixture.session().up(fixture.byHand("hive.nodes=4"));

        assertThat(fixture.machines()).isEqualTo(4);
        assertThat(fixture.phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void a_person_shrinks_a_kept_cluster_only_with_replace() throws Exception {
        session.up(fixture.byHand("hive.nodes=3"));
        session.close();

        assertThatThrownBy(() -> fixture.session().up(fixture.byHand("hive.nodes=1")))
                .hasMessageContaining("hive.replace=true");
        assertThat(fixture.machines()).isEqualTo(3);
        assertThat(fixture.record().spec().nodes()).isEqualTo(3);
        assertThat(fixture.phase()).isEqualTo(Phase.PROVISIONED);

        fixture.session().up(fixture.byHand("hive.nodes=1", "hive.replace=true"));
        assertThat(fixture.machines()).isEqualTo(1);
    }

    @Test
    void machines_that_vanished_are_made_again() throws Exception {
        session.up(fixture.byHand());
        session.configure(DEMO, Limits.DEFAULT, false);
        session.close();
        fixture.deployer.down(fixture.directory(), new EventStream(fixture.clock, List.of()));

        fixture.session().up(fixture.byHand());

        assertThat(fixture.machines()).isEqualTo(3);
        assertThat(fixture.phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void a_cluster_made_by_hand_is_kept_until_it_expires() throws Exception {
        session.up(fixture.byHand("hive.ttl=2h"));
        session.close();

        assertThat(fixture.record().kept()).isTrue();
        assertThat(fixture.record().expiresAt())
                .hasValue(fixture.clock.instant().plus(Duration.ofHours(2)));
    }

    @Test
    void what_is_said_of_a_kept_cluster_belongs_to_the_phase_that_ran_last() throws Exception {
        Session byHand = fixture.sessionThatKeepsEvents();
        byHand.up(fixture.byHand());
        byHand.close();

        assertThat(log("up")).content().contains("cluster demo is kept until");
        assertThat(log("down")).doesNotExist();

        byHand = fixture.sessionThatKeepsEvents();
        byHand.up(fixture.byHand());
        byHand.configure(DEMO, Limits.DEFAULT, false);
        byHand.close();

        assertThat(log("configure")).content().contains("cluster demo is kept until");
        assertThat(log("down")).doesNotExist();

        Session build = fixture.sessionThatKeepsEvents();
        build.up(fixture.bound());
        build.release(DEMO, "module", Verdict.PASSED);

        assertThat(log("down")).content().contains("cluster demo was there before this build and is left");
    }

    @Test
    void what_is_said_of_a_cluster_that_a_failed_phase_leaves_belongs_to_that_phase() throws Exception {
        Session build = fixture.sessionThatKeepsEvents();
        build.up(fixture.bound("hive.keep=on-failure"));
        fixture.hive.failNext("node demo-2 never answered");

        assertThatThrownBy(() -> build.configure(DEMO, Limits.DEFAULT, false)).isInstanceOf(PhaseFailedException.class);

        assertThat(log("configure")).content().contains("cluster demo is kept until");
        assertThat(log("down")).doesNotExist();
    }

    @Test
    void a_cluster_made_by_hand_is_recorded_as_kept_as_soon_as_it_stands() throws Exception {
        session.up(fixture.byHand("hive.keep=never"));

        assertThat(fixture.record().kept()).isTrue();
    }

    @Test
    void a_time_to_live_of_zero_is_for_ever() throws Exception {
        session.up(fixture.byHand("hive.ttl=0"));
        session.close();

        assertThat(fixture.record().expiresAt()).isEmpty();
    }

    @Test
    void half_of_a_cluster_made_by_hand_is_rolled_back() {
        fixture.deployer.failNext(FakeDeployer.Operation.UP, "out of machines");

        assertThatThrownBy(() -> session.up(fixture.byHand())).hasMessageContaining("out of machines");

        assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
        assertThat(fixture.machines()).isZero();
    }

    @Test
    void a_build_uses_a_kept_cluster_and_leaves_it() throws Exception {
        session.up(fixture.byHand());
        session.close();

        Session build = fixture.session();
        build.up(fixture.bound());
        build.configure(DEMO, Limits.DEFAULT, false);

        assertThat(build.release(DEMO, "module", Verdict.FAILED)).isEqualTo(Settlement.LEFT);
        assertThat(fixture.machines()).isEqualTo(3);
        assertThat(fixture.record().kept()).isTrue();
    }

    @Test
    void a_build_refuses_a_kept_cluster_that_is_not_what_it_asks_for() throws Exception {
        session.up(fixture.byHand("hive.nodes=3"));
        session.close();

        assertThatThrownBy(() -> fixture.session().up(fixture.bound("hive.nodes=5")))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining("hive.nodes is 3, asked for 5")
                .hasMessageContaining(GoalCommand.of(fixture.directory(), "down"));
        assertThat(fixture.machines()).isEqualTo(3);
    }

    @Test
    void a_build_uses_the_cluster_of_a_living_build_and_leaves_it() throws Exception {
        stands(LifecycleFixture.livingOwner(), false);

        session.up(fixture.bound());

        assertThat(session.release(DEMO, "module", Verdict.PASSED)).isEqualTo(Settlement.LEFT);
        assertThat(fixture.machines()).isEqualTo(3);
        assertThat(fixture.record().owner()).isEqualTo(LifecycleFixture.livingOwner());
    }

    @Test
    void what_a_dead_build_left_is_destroyed_first() throws Exception {
        stands(LifecycleFixture.goneOwner(), false);
        String oldId = fixture.record().id();

        session.up(fixture.bound("hive.nodes=2"));

        assertThat(fixture.record().id()).isNotEqualTo(oldId);
        assertThat(fixture.machines()).isEqualTo(2);
        assertThat(fixture.messages()).anyMatch(message -> message.contains("destroyed first: it was left behind by"));
    }

    @Test
    void an_expired_cluster_is_destroyed_first() throws Exception {
        session.up(fixture.byHand("hive.ttl=1h"));
        session.close();
        String oldId = fixture.record().id();
        fixture.clock.pass(Duration.ofHours(1));

        fixture.session().up(fixture.bound());

        assertThat(fixture.record().id()).isNotEqualTo(oldId);
    }

    @Test
    void participants_share_a_cluster_and_the_last_one_destroys_it() throws Exception {
        session.up(UpRequest.of(LifecycleFixture.settings(), "first", Set.of("first", "second"), false));
        session.release(DEMO, "first", Verdict.PASSED);
        assertThat(fixture.machines()).isEqualTo(3);

        session.up(UpRequest.of(LifecycleFixture.settings(), "second", Set.of("first", "second"), false));

        assertThat(session.isShared(DEMO)).isTrue();
        assertThat(session.release(DEMO, "second", Verdict.PASSED)).isEqualTo(Settlement.DESTROYED);
        assertThat(fixture.deployer.count(FakeDeployer.Operation.UP)).isEqualTo(1);
    }

    @Test
    void one_participants_red_tests_keep_a_shared_cluster_that_is_kept_on_failure() throws Exception {
        session.up(UpRequest.of(
                LifecycleFixture.settings("hive.keep=on-failure"), "first", Set.of("first", "second"), false));
        session.release(DEMO, "first", Verdict.FAILED);

        assertThat(session.release(DEMO, "second", Verdict.PASSED)).isEqualTo(Settlement.KEPT);
    }

    @Test
    void participants_that_ask_for_different_clusters_under_one_name_are_refused() throws Exception {
        session.up(fixture.bound("hive.nodes=3"));

        assertThatThrownBy(() ->
                        session.up(UpRequest.of(LifecycleFixture.settings("hive.nodes=5"), "other", Set.of(), false)))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining("hive.nodes is 3, asked for 5");
    }

    @Test
    void a_participant_that_never_came_does_not_keep_the_cluster_alive_beyond_the_session() throws Exception {
        session.up(UpRequest.of(LifecycleFixture.settings(), "first", Set.of("first", "second"), false));
        session.release(DEMO, "first", Verdict.PASSED);

        session.close(Verdict.FAILED);

        assertThat(fixture.machines()).isZero();
    }

    @Test
    void a_bad_setting_is_refused_before_anything_is_written() {
        assertThatThrownBy(() -> session.up(fixture.bound("hive.nodes=11")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.nodes");
        assertThatThrownBy(() -> session.up(fixture.bound("hive.deployer=nonsense")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("[fake]");
        assertThatThrownBy(() -> session.up(fixture.byHand("hive.replace=maybe")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.replace is \"maybe\"; expected true or false");

        assertThat(clusters).isEmptyDirectory();
    }

    @Test
    void tests_before_configure_say_what_to_call() throws Exception {
        session.up(fixture.bound());

        assertThatThrownBy(() -> session.beginTests(DEMO))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining(GoalCommand.of(fixture.directory(), "up", "configure"));
    }

    @Test
    void down_twice_succeeds() throws Exception {
        session.up(fixture.byHand());
        session.close();

        assertThat(fixture.session().destroy(DEMO, Limits.DEFAULT)).isTrue();
        assertThat(fixture.session().destroy(DEMO, Limits.DEFAULT)).isFalse();
    }

    @Test
    void down_removes_keys_and_state_and_leaves_results() throws Exception {
        session.up(fixture.byHand());
        session.configure(DEMO, Limits.DEFAULT, false);
        session.beginTests(DEMO);
        Path result = Files.writeString(fixture.directory().testResults().resolve("TEST-a.xml"), "<testsuite/>");

        session.destroy(DEMO, Limits.DEFAULT);

        assertThat(result).exists();
        assertThat(fixture.directory().ssh()).doesNotExist();
        assertThat(fixture.directory().inventoryFile()).doesNotExist();
        assertThat(fixture.directory().deployer()).doesNotExist();
    }

    @Test
    void purge_removes_the_directory() throws Exception {
        Session purging = fixture.session(fixture.owner, true);
        purging.up(fixture.bound());

        purging.release(DEMO, "module", Verdict.PASSED);

        assertThat(clusters.resolve("demo")).doesNotExist();
    }

    @Test
    void results_of_earlier_tests_are_cleared_once_a_session() throws Exception {
        session.up(fixture.bound());
        session.configure(DEMO, Limits.DEFAULT, false);
        Path stale = fixture.directory().testResults().resolve("TEST-old.xml");
        Path lifecycle = fixture.directory().testResults().resolve("TEST-hive-cluster-lifecycle.xml");
        Files.createDirectories(stale.getParent());
        Files.writeString(stale, "<testsuite/>");
        Files.writeString(lifecycle, "<testsuite/>");

        session.beginTests(DEMO);
        assertThat(stale).doesNotExist();
        assertThat(lifecycle).exists();

        Files.writeString(stale, "<testsuite/>");
        session.beginTests(DEMO);
        assertThat(stale).exists();
    }

    @Test
    void results_are_cleared_once_a_session_on_a_cluster_that_it_does_not_hold_too() throws Exception {
        session.up(fixture.byHand());
        session.configure(DEMO, Limits.DEFAULT, false);
        session.close();
        Path result = fixture.directory().testResults().resolve("module-a/TEST-a.xml");
        Path evidence = fixture.directory().evidence().resolve("tests/A/fails/log");
        Session tests = fixture.session();
        tests.beginTests(DEMO);
        for (Path written : List.of(result, evidence)) {
            Files.createDirectories(written.getParent());
            Files.writeString(written, "of the first module");
        }

        tests.beginTests(DEMO);
        assertThat(result).exists();
        assertThat(evidence).exists();

        fixture.session().beginTests(DEMO);
        assertThat(result).doesNotExist();
        assertThat(evidence).doesNotExist();
    }

    @Test
    void a_phase_that_exceeds_its_limit_is_stopped_and_names_the_property() {
        fixture.deployer.blockNext(FakeDeployer.Operation.UP);

        assertThatThrownBy(() -> session.up(fixture.bound("hive.timeout.up=50ms")))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("50ms")
                .hasMessageContaining("hive.timeout.up");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(fixture.machines()).isZero();
    }

    @Test
    void nothing_new_begins_once_the_run_is_stopped() {
        session.stopWork();

        assertThatThrownBy(() -> session.up(fixture.bound())).isInstanceOf(InterruptedException.class);
        assertThat(clusters.resolve("demo")).doesNotExist();
    }

    private Path log(String phase) {
        return fixture.directory().logs().resolve(phase + ".log");
    }

    /** A cluster of three nodes that another process made. */
    private void stands(Owner owner, boolean kept) throws Exception {
        Session other = fixture.session(owner, false);
        other.up(fixture.bound());
        other.configure(DEMO, Limits.DEFAULT, false);
        fixture.directory().write(fixture.record().withOwner(owner).withKept(kept, Optional.empty()));
    }
}
