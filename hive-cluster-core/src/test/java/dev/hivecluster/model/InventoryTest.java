package dev.hivecluster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    private static final String SEED = """
            {"cluster_name": "demo",
             "nodes": [
               {"name": "demo-2", "index": 2, "management": "127.0.11.2", "data": "127.0.12.2"},
               {"name": "demo-1", "index": 1, "management": "127.0.11.1", "data": "127.0.12.1", "rack": "a"}],
             "ssh_user": "tf-user", "ssh_key_path": "ssh/id_ed25519", "made_by": "somebody"}
            """;

    @TempDir
    Path directory;

    @Test
    void a_file_with_only_the_seeds_fields_is_read_and_its_nodes_are_in_order() throws IOException {
        Inventory inventory = read(SEED);

        assertThat(inventory.nodes()).extracting(Node::name).containsExactly("demo-1", "demo-2");
        assertThat(inventory.node(2).sshPort()).isEqualTo(22);
        assertThat(inventory.node(1).servicePorts()).isEmpty();
        assertThat(inventory.node(1).endpoints().gateway()).hasToString("https://127.0.12.1:9999");
    }

    @Test
    void unknown_fields_survive_a_rewrite() throws IOException {
        Inventory again = read(Json.write(read(SEED)));

        assertThat(again.unknown()).containsEntry("made_by", "somebody");
        assertThat(again.node(1).unknown()).containsEntry("rack", "a");
        assertThat(again).isEqualTo(read(SEED));
    }

    @Test
    void mapped_ports_are_reached_at_the_management_address() throws IOException {
        Node node = new Node(
                "demo-1",
                1,
                "127.0.0.1",
                "127.5.0.1",
                2222,
                List.of("ssh-ed25519 AAAA"),
                Optional.of(new ServicePorts(10, 11, 12, 13)),
                null);
        Inventory inventory = new Inventory(new ClusterName("demo"), List.of(node), "tf-user", "key");

        assertThat(read(Json.write(inventory))).isEqualTo(inventory);
        assertThat(node.endpoints().daemon()).hasToString("http://127.0.0.1:12");
    }

    @Test
    void a_missing_field_is_named() {
        assertThatThrownBy(() -> read(SEED.replace("\"ssh_user\": \"tf-user\",", "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("inventory.json")
                .hasMessageContaining("ssh_user");
        assertThatThrownBy(() -> read(SEED.replace("\"management\": \"127.0.11.2\",", "")))
                .hasMessageContaining("management");
    }

    @Test
    void a_node_that_is_there_twice_is_refused() {
        assertThatThrownBy(() -> read(SEED.replace("demo-2", "demo-1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("two nodes have the name demo-1");
    }

    private Inventory read(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("inventory.json"), json);
        return Json.read(file, Inventory.class);
    }
}
