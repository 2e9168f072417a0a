package dev.hivecluster.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.configure.ConfigureException;
import dev.hivecluster.deploy.FakeDeployer;
import dev.hivecluster.deploy.FakeDeployer.Operation;
import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.Inventory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configure hears of the machines while it waits for them. */
class BackendWatchTest {
    @TempDir
    Path clusters;

    private LifecycleFixture fixture;
    private FakeDeployer deployer;
    private Inventory inventory;
    private BackendWatch watch;

    @BeforeEach
    void make() throws Exception {
        fixture = new LifecycleFixture(clusters);
        fixture.session().up(fixture.byHand("hive.nodes=2"));
        deployer = fixture.deployer;
        inventory = fixture.directory().inventory().orElseThrow();
        watch = new BackendWatch(deployer, fixture.directory(), fixture.clock);
    }

    @Test
    void a_machine_that_is_on_is_worth_waiting_for() throws Exception {
        assertThat(watch.look(inventory.node(1))).isEmpty();
    }

    @Test
    void a_machine_that_is_missing_is_told_with_what_to_do() throws Exception {
        deployer.down(fixture.directory(), new EventStream(fixture.clock, List.of()));

        assertThatThrownBy(() -> watch.look(inventory.node(2)))
                .isInstanceOf(ConfigureException.class)
                .hasMessage(
                        "its machine is missing, says the deployer fake; make it again with %s",
                        GoalCommand.of(fixture.directory(), "up"));
    }

    @Test
    void a_machine_that_is_off_is_told_with_what_to_do() throws Exception {
        deployer.powerOff(fixture.directory(), inventory.node(2));

        assertThat(watch.look(inventory.node(1))).isEmpty();
        assertThatThrownBy(() -> watch.look(inventory.node(2)))
                .isInstanceOf(ConfigureException.class)
                .hasMessage(
                        "its machine is off, says the deployer fake; switch it on, or make the cluster anew: %s, then up",
                        GoalCommand.of(fixture.directory(), "down"));
    }

    @Test
    void the_backend_is_asked_once_for_all_nodes_and_again_after_some_seconds() throws Exception {
        long before = deployer.count(Operation.MACHINES);
        watch.look(inventory.node(1));
        watch.look(inventory.node(2));
        assertThat(deployer.count(Operation.MACHINES) - before).isEqualTo(1);
        deployer.powerOff(fixture.directory(), inventory.node(1));
        assertThat(watch.look(inventory.node(1))).isEmpty();

        fixture.clock.pass(Duration.ofSeconds(3));

        assertThatThrownBy(() -> watch.look(inventory.node(1))).hasMessageContaining("is off");
    }

    @Test
    void a_backend_that_does_not_answer_says_nothing_against_the_machine() throws Exception {
        deployer.failNext(Operation.MACHINES, "HTTP 503");

        assertThat(watch.look(inventory.node(1))).isEqualTo("whether its machine is on is not known: HTTP 503");
        fixture.clock.pass(Duration.ofSeconds(3));
        assertThat(watch.look(inventory.node(1))).isEmpty();
    }
}
