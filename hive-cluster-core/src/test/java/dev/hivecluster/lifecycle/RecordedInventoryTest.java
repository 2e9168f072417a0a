package dev.hivecluster.lifecycle;

import static dev.hivecluster.lifecycle.LifecycleFixture.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.directory.GoalCommand;
import dev.hivecluster.directory.Phase;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inventory that cannot be of the machines that are recorded is not acted upon. */
class RecordedInventoryTest {
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
    void an_inventory_of_other_machines_than_are_recorded_is_refused() throws Exception {
        session.up(fixture.byHand("hive.nodes=3"));
        session.close();
        replaceInventory();
        String refusal =
                "%s lists 2 nodes of cluster other, but %s records 3 nodes of cluster demo. Restore it, or destroy the cluster and make it anew: %s, then up"
                        .formatted(
                                fixture.directory().inventoryFile(),
                                fixture.directory().recordFile(),
                                GoalCommand.of(fixture.directory(), "down"));

        assertThatThrownBy(() -> fixture.session().configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> fixture.session().up(fixture.byHand()))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(refusal);

        assertThat(fixture.hive.calls()).isZero();
        assertThat(fixture.phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void a_cluster_with_an_inventory_of_other_machines_is_not_opened() throws Exception {
        session.up(fixture.byHand("hive.nodes=3"));
        session.configure(DEMO, Limits.DEFAULT, false);
        session.close();
        replaceInventory();

        assertThatThrownBy(() -> Cluster.open(
                        fixture.directory(),
                        fixture.record(),
                        fixture.deployer,
                        new EventStream(fixture.clock, List.of())))
                .isInstanceOf(ClusterStateException.class)
                .hasMessageContaining("lists 2 nodes of cluster other")
                .hasMessageContaining(GoalCommand.of(fixture.directory(), "down"));
    }

    @Test
    void a_broken_inventory_is_named_with_what_to_do() throws Exception {
        session.up(fixture.byHand());
        session.close();
        Files.writeString(fixture.directory().inventoryFile(), "{\n");

        assertThatThrownBy(() -> fixture.session().configure(DEMO, Limits.DEFAULT, false))
                .isInstanceOf(PhaseFailedException.class)
                .hasMessage(
                        "%s is broken: it is cut off (line 2). Restore it, or destroy the cluster and make it anew: %s, then up",
                        fixture.directory().inventoryFile(), GoalCommand.of(fixture.directory(), "down"));
        assertThat(fixture.session().destroy(DEMO, Limits.DEFAULT)).isTrue();
    }

    private void replaceInventory() throws IOException {
        Inventory made = fixture.directory().inventory().orElseThrow();
        fixture.directory()
                .write(new Inventory(
                        new ClusterName("other"), made.nodes().subList(0, 2), made.sshUser(), made.sshKeyPath()));
    }
}
