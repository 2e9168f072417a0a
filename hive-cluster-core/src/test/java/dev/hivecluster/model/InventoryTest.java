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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void nodes_that_share_an_index_or_an_address_or_leave_a_gap_are_refused() {
        assertThatThrownBy(() -> read(SEED.replace("\"index\": 2", "\"index\": 1")))
                .hasMessageContaining("two nodes have the index 1");
        assertThatThrownBy(() -> read(SEED.replace("127.0.11.2", "127.0.11.1")))
                .hasMessageContaining("two nodes have the management address 127.0.11.1:22");
        assertThatThrownBy(() -> read(SEED.replace("\"index\": 2", "\"index\": 3")))
                .hasMessageContaining("must run from 1 to 2 without a gap, but demo-2 has index 3");
        assertThatThrownBy(() -> read(SEED.replace("\"index\": 1,", "\"index\": 0,")))
                .hasMessageContaining("but demo-1 has index 0");
    }

    @Test
    void a_field_that_is_null_or_of_another_kind_is_named_with_its_place() {
        assertThatThrownBy(() -> read(SEED.replace("\"tf-user\"", "null")))
                .hasMessageContaining("ssh_user has no value");
        assertThatThrownBy(() -> read(SEED.replace("\"tf-user\"", "\"\"")))
                .hasMessageContaining("ssh_user has no value");
        assertThatThrownBy(() -> read(SEED.replace("\"index\": 1", "\"index\": \"one\"")))
                .hasMessageContaining("nodes[1].index");
        assertThatThrownBy(() -> read(SEED.replace("\"127.0.12.1\"", "null")))
                .hasMessageContaining("nodes[1]")
                .hasMessageContaining("the data address of demo-1 is \"null\"");
        assertThatThrownBy(() -> read(
                        "{\"cluster_name\": \"demo\", \"nodes\": null, \"ssh_user\": \"u\", \"ssh_key_path\": \"k\"}"))
                .hasMessageContaining("nodes has no value");
        assertThatThrownBy(() -> read(
                        "{\"cluster_name\": \"demo\", \"nodes\": [], \"ssh_user\": \"u\", \"ssh_key_path\": \"k\"}"))
                .hasMessageContaining("lists no nodes");
    }

    @Test
    void a_field_that_is_missing_is_named_with_its_place() {
        assertThatThrownBy(() -> read("{\"nodes\": [{\"name\": \"demo-1\"}]}")).hasMessageContaining("nodes[0].");
        assertThatThrownBy(() -> read("hello"))
                .hasMessageEndingWith("inventory.json is broken: it is cut off or not JSON (line 1)");
        assertThatThrownBy(() -> read("[]"))
                .hasMessageEndingWith("inventory.json is broken: it has another form than expected (line 1)");
    }

    @Test
    void a_file_that_is_cut_off_or_no_text_is_named() throws IOException {
        assertThatThrownBy(() -> read(SEED.substring(0, 60)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(
                        "%s is broken: it is cut off (line %d)",
                        directory.resolve("inventory.json"),
                        SEED.substring(0, 60).lines().count())
                .hasNoCause();
        Path file = Files.write(directory.resolve("inventory.json"), new byte[] {'"', (byte) 0xC3, '"'});
        assertThatThrownBy(() -> Json.read(file, Inventory.class))
                .hasMessage(file + " is broken: it is not text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", ".x", "x-", "a/b", "a b", "a\\nb", "-oProxyCommand=x"})
    void a_node_whose_name_cannot_be_a_host_and_a_file_is_refused(String name) {
        assertThatThrownBy(() -> read(SEED.replace("demo-2", name)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the name of a node is its host name and a file name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-oProxyCommand=x", "a b", "127.0.0.1/x", "user@host", "a\\nb"})
    void an_address_that_is_none_is_refused(String address) {
        assertThatThrownBy(() -> read(SEED.replace("127.0.11.2", address)))
                .hasMessageContaining("the management address of demo-2 is")
                .hasMessageContaining("expected an IP address or a host name");
    }

    @Test
    void ports_are_within_their_range() {
        assertThatThrownBy(() -> read(SEED.replace("\"rack\"", "\"ssh_port\": 65536, \"rack\"")))
                .hasMessageContaining("the ssh_port of demo-1 is 65536; it must be 1 to 65535");
        assertThatThrownBy(() -> new ServicePorts(0, 2, 3, 4))
                .hasMessage("the port gateway is 0; it must be 1 to 65535");
    }

    @Test
    void an_ipv6_address_is_bracketed_in_urls() {
        Node node = new Node("demo-1", 1, "fd00::1", "fd00::2", 22, List.of());

        assertThat(node.endpoints().gateway()).hasToString("https://[fd00::2]:9999");
    }

    @Test
    void a_node_that_does_not_exist_is_told_with_those_that_do() throws IOException {
        Inventory inventory = read(SEED);

        assertThatThrownBy(() -> inventory.node(3)).hasMessage("cluster demo has nodes 1 to 2, not 3");
        assertThatThrownBy(() -> inventory.node(0)).hasMessage("cluster demo has nodes 1 to 2, not 0");
    }

    private Inventory read(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("inventory.json"), json);
        return Json.read(file, Inventory.class);
    }
}
