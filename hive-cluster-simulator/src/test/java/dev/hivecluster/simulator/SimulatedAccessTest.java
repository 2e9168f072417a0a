package dev.hivecluster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.event.Activity;
import dev.hivecluster.event.EventStream;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import dev.hivecluster.remote.HostUnreachableException;
import dev.hivecluster.remote.Shell;
import dev.hivecluster.remote.SshShells;
import dev.hivecluster.simulator.node.SimulatedNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machines can be entered with the keys that the deployer made, and with no others. */
class SimulatedAccessTest {
    private static final Duration BOOT = Duration.ofSeconds(20);

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
    @ValueSource(strings = {"auto", "mapped"})
    void each_node_lets_people_in_and_is_the_one_that_it_should_be(String addresses) throws Exception {
        Inventory inventory = cluster.up(2, Map.of("hive.simulator.addresses", addresses));

        try (SshShells shells = new SshShells(cluster.directory(), inventory, BOOT)) {
            for (Node node : inventory.nodes()) {
                try (Shell shell = shells.open(node, activity)) {
                    assertThat(shell.run(Command.of("cat", "/etc/hostname")).stdout())
                            .isEqualTo(node.name() + "\n");
                }
            }
        }
    }

    @Test
    void a_node_that_was_added_later_lets_people_in_too() throws Exception {
        cluster.up(1);
        Inventory inventory = cluster.up(2);

        try (SshShells shells = new SshShells(cluster.directory(), inventory, BOOT);
                Shell shell = shells.open(inventory.node(2), activity)) {
            assertThat(shell.run(Command.of("true")).succeeded()).isTrue();
        }
    }

    @Test
    void a_node_without_power_answers_nobody_and_keeps_its_files() throws Exception {
        Inventory inventory = cluster.up(2);
        Node second = inventory.node(2);

        try (SshShells shells = new SshShells(cluster.directory(), inventory, BOOT)) {
            try (Shell shell = shells.open(second, activity)) {
                shell.upload(new byte[] {'x'}, "/home/" + SimulatedNode.USER + "/kept", 0600);
            }

            cluster.deployer().powerOff(cluster.directory(), second);
            assertThatThrownBy(() -> shells.open(second, Duration.ZERO, activity))
                    .isInstanceOf(HostUnreachableException.class);

            cluster.deployer().powerOn(cluster.directory(), second);
            try (Shell shell = shells.open(second, activity)) {
                assertThat(shell.run(Command.of("cat", "kept")).stdout()).isEqualTo("x");
            }
        }
    }

    @Test
    void a_lost_key_is_an_error_that_says_what_to_do() throws Exception {
        cluster.up(1);
        Files.delete(cluster.directory().sshKey());

        assertThatThrownBy(() -> cluster.up(1))
                .hasMessageContaining("id_ed25519 is gone")
                .hasMessageContaining("destroy the cluster");
    }
}
