package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell of the tables in {@code docs/keep.md}: what becomes of a cluster that a build, or a person, made. */
class KeepPolicyTruthTableTest {
    @TempDir
    Path clusters;

    private LifecycleFixture fixture;
    private Session session;

    @BeforeEach
    void open() {
        fixture = new LifecycleFixture(clusters);
        session = fixture.session();
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, DESTROYED", "always, KEPT"})
    void after_passing_tests(String keep, Settlement expected) throws Exception {
        ready(keep);

        assertThat(session.release(DEMO, "module", Verdict.PASSED)).isEqualTo(expected);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, KEPT", "always, KEPT"})
    void after_failing_tests(String keep, Settlement expected) throws Exception {
        ready(keep);

        assertThat(session.release(DEMO, "module", Verdict.FAILED)).isEqualTo(expected);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, KEPT", "always, KEPT"})
    void after_a_failing_up(String keep, Settlement expected) throws Exception {
        fixture.deployer.failNext(FakeDeployer.Operation.UP, "no space on the hypervisor");

        assertThatThrownBy(() -> session.up(request(keep))).hasMessageContaining("no space on the hypervisor");
        session.close(Verdict.FAILED);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, KEPT", "always, KEPT"})
    void after_a_failing_configure(String keep, Settlement expected) throws Exception {
        session.up(request(keep));
        fixture.hive.failNext("node demo-2 never answered");

        assertThatThrownBy(() -> session.configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("node demo-2 never answered");

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, DESTROYED", "always, KEPT"})
    void after_an_interrupt_of_the_tests(String keep, Settlement expected) throws Exception {
        ready(keep);

        session.stopWork();
        session.close(Verdict.INTERRUPTED);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, DESTROYED", "always, KEPT"})
    void after_an_interrupt_of_configure(String keep, Settlement expected) throws Exception {
        session.up(request(keep));
        CountDownLatch reached = fixture.hive.blockNext();
        FutureTask<?> configure = new FutureTask<>(() -> session.configure(DEMO, Limits.DEFAULT, false));
        Thread goal = new Thread(configure);
        goal.start();
        reached.await();

        session.stopWork();
        session.close(Verdict.INTERRUPTED);

        assertThatThrownBy(configure::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, DESTROYED", "always, KEPT"})
    void after_an_interrupt_of_up(String keep, Settlement expected) throws Exception {
        interruptUp(request(keep));

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}")
    @CsvSource({"''", "never", "on-failure"})
    void after_a_failing_teardown_the_state_is_there_for_another_try(String keep) throws Exception {
        ready(keep);
        fixture.deployer.failNext(FakeDeployer.Operation.DOWN, "the hypervisor does not answer");

        assertThatThrownBy(() -> session.release(DEMO, "module", Verdict.PASSED))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessageContaining("the hypervisor does not answer")
                .hasMessageContaining(GoalCommand.of(fixture.directory(), "down"));

        assertThat(fixture.phase()).isEqualTo(Phase.CONFIGURED);
        assertThat(fixture.record().attempt().orElseThrow().phase()).isEqualTo(Phase.DESTROYED);
        assertThat(fixture.machines()).isPositive();
        assertThat(fixture.directory().inventoryFile()).exists();
        fixture.session().destroy(DEMO, Limits.DEFAULT);
        assertSettled(Settlement.DESTROYED);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', KEPT", "never, KEPT", "on-failure, KEPT", "always, KEPT"})
    void by_hand_after_up(String keep, Settlement expected) throws Exception {
        session.up(byHand(keep));

        session.close();

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', KEPT", "never, KEPT", "on-failure, KEPT", "always, KEPT"})
    void by_hand_after_a_failing_configure(String keep, Settlement expected) throws Exception {
        session.up(byHand(keep));
        fixture.hive.failNext("node demo-2 never answered");

        assertThatThrownBy(() -> session.configure(DEMO, Limits.DEFAULT, false))
                .hasMessageContaining("node demo-2 never answered");
        session.close(Verdict.FAILED);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', KEPT", "never, KEPT", "on-failure, KEPT", "always, KEPT"})
    void by_hand_after_an_interrupt_of_what_follows(String keep, Settlement expected) throws Exception {
        session.up(byHand(keep));

        session.stopWork();
        session.close(Verdict.INTERRUPTED);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, KEPT", "always, KEPT"})
    void by_hand_after_a_failing_up(String keep, Settlement expected) throws Exception {
        fixture.deployer.failNext(FakeDeployer.Operation.UP, "no space on the hypervisor");

        assertThatThrownBy(() -> session.up(byHand(keep))).hasMessageContaining("no space on the hypervisor");
        session.close(Verdict.FAILED);

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}: {1}")
    @CsvSource({"'', DESTROYED", "never, DESTROYED", "on-failure, DESTROYED", "always, KEPT"})
    void by_hand_after_an_interrupt_of_up(String keep, Settlement expected) throws Exception {
        interruptUp(byHand(keep));

        assertSettled(expected);
    }

    @ParameterizedTest(name = "hive.keep={0}")
    @ValueSource(strings = {"", "never", "on-failure", "always"})
    void by_hand_after_an_interrupt_while_a_cluster_that_stood_before_gets_lost_machines_back(String keep)
            throws Exception {
        session.up(fixture.byHand("hive.nodes=3"));
        session.close();
        fixture.deployer.down(fixture.directory(), new EventStream(fixture.clock, List.of()));
        session = fixture.session();

        interruptUp(byHand(keep));

        assertSettled(Settlement.KEPT);
    }

    private void ready(String keep) throws Exception {
        session.up(request(keep));
        session.configure(DEMO, Limits.DEFAULT, false);
    }

    private void interruptUp(UpRequest request) throws Exception {
        FakeDeployer.Gate gate = fixture.deployer.blockNext(FakeDeployer.Operation.UP);
        FutureTask<?> up = new FutureTask<>(() -> session.up(request));
        Thread goal = new Thread(up);
        goal.start();
        gate.awaitReached();

        session.stopWork();
        session.close(Verdict.INTERRUPTED);

        assertThatThrownBy(up::get).hasCauseInstanceOf(InterruptedException.class);
    }

    private UpRequest request(String keep) {
        return keep.isEmpty() ? fixture.bound() : fixture.bound("hive.keep=" + keep);
    }

    private UpRequest byHand(String keep) {
        return keep.isEmpty() ? fixture.byHand() : fixture.byHand("hive.keep=" + keep);
    }

    private void assertSettled(Settlement expected) {
        if (expected == Settlement.DESTROYED) {
            assertThat(fixture.phase()).isEqualTo(Phase.DESTROYED);
            assertThat(fixture.machines()).isZero();
        } else {
            assertThat(fixture.phase()).isNotEqualTo(Phase.DESTROYED);
            assertThat(fixture.machines()).isPositive();
            assertThat(fixture.record().kept()).isTrue();
            assertThat(fixture.record().expiresAt()).isPresent();
            assertThat(fixture.messages())
                    .last()
                    .asString()
                    .contains("is kept until", "ssh -F", GoalCommand.of(fixture.directory(), "down"));
        }
    }
}
