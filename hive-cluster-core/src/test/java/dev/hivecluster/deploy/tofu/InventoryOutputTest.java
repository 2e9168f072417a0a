package dev.hivecluster.deploy.tofu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.deploy.DeployException;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InventoryOutputTest {
    private static final String WHOLE = """
            {"cluster_name": "demo", "node_count": 1, "ssh_user": "admin", "ssh_key_path": "/keys/own", "colour": null,
             "nodes": [{"name": "demo-1", "index": 1, "management": "10.0.0.1", "data": "10.1.0.1", "vm_id": 100,
                        "ssh_port": null}]}
            """;

    @Test
    void a_whole_one_is_taken_as_it_is() throws Exception {
        Inventory inventory = read(WHOLE, Optional.empty());

        assertThat(inventory.sshKeyPath()).isEqualTo("/keys/own");
        assertThat(inventory.sshUser()).isEqualTo("admin");
        assertThat(inventory.unknown()).containsOnlyKeys("node_count");
        assertThat(inventory.node(1).unknown()).containsOnlyKeys("vm_id");
        assertThat(inventory.node(1).sshPort()).isEqualTo(22);
    }

    @Test
    void our_key_takes_the_place_of_the_modules() throws Exception {
        assertThat(read(WHOLE, Optional.of("ssh/id_ed25519")).sshKeyPath()).isEqualTo("ssh/id_ed25519");
    }

    @Test
    void an_address_is_chosen_from_those_of_the_network_card_and_data_falls_back_to_management() throws Exception {
        Inventory inventory = read("""
                {"ssh_key_path": "k", "nodes": [{"name": "demo-1", "index": 1, "management": null,
                  "addresses": [["fe80::1", "127.0.0.1", "fd00::1", "10.0.0.1/24"], []]}]}
                """, Optional.empty());

        assertThat(inventory.node(1).management()).isEqualTo("10.0.0.1");
        assertThat(inventory.node(1).data()).isEqualTo("10.0.0.1");
        assertThat(inventory.sshUser()).isEqualTo("tf-user");
    }

    @Test
    void a_list_of_addresses_may_stand_where_one_is_expected() throws Exception {
        assertThat(read("""
                                {"ssh_key_path": "k", "nodes": [{"name": "demo-1", "index": 1, "management": ["127.0.0.1", "10.0.0.1"]}]}
                                """, Optional.empty()).node(1).management()).isEqualTo("10.0.0.1");
    }

    @Test
    void a_silent_agent_is_named_as_the_likely_cause() {
        assertThatThrownBy(() -> read("""
                        {"ssh_key_path": "k", "nodes": [{"name": "demo-1", "index": 1, "management": null, "data": null,
                          "vm_id": 100, "host": "pve1", "addresses": [[], []]}]}
                        """, Optional.empty()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("demo-1 (vm_id 100, host pve1) has no address")
                .hasMessageContaining("guest agent does not answer")
                .hasMessageContaining("qemu-guest-agent");
    }

    @Test
    void the_address_of_before_is_not_taken_for_another_machine_of_the_same_name() throws Exception {
        Inventory before = read(WHOLE, Optional.empty());
        String silent = """
                {"ssh_key_path": "k", "nodes": [{"name": "demo-1", "index": 1, "management": null, "vm_id": %s}]}
                """;

        assertThat(new InventoryOutput(TofuFixture.spec(1), Optional.of(before))
                        .read(json(silent.formatted("100")), Optional.empty())
                        .node(1)
                        .management())
                .isEqualTo("10.0.0.1");
        assertThatThrownBy(() -> new InventoryOutput(TofuFixture.spec(1), Optional.of(before))
                        .read(json(silent.formatted("101")), Optional.empty()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("vm_id 101");
    }

    @Test
    void what_was_found_on_a_network_card_stays_while_the_machine_is_off_even_if_another_card_is_known()
            throws Exception {
        String machine = """
                {"ssh_key_path": "k", "nodes": [{"name": "demo-1", "index": 1, "management": %s, "data": "10.1.0.1",
                  "vm_id": 100, "addresses": [%s, ["10.1.0.1"]]}]}
                """;
        Inventory before = read(machine.formatted("\"10.0.0.1\"", "[\"10.0.0.1\", \"fd00::1\"]"), Optional.empty());

        Inventory after = new InventoryOutput(TofuFixture.spec(1), Optional.of(before))
                .read(json(machine.formatted("null", "[]")), Optional.empty());

        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"text\"",
                "{}",
                "{\"ssh_key_path\": \"k\", \"nodes\": []}",
                "{\"ssh_key_path\": \"k\", \"nodes\": \"none\"}",
                "{\"ssh_key_path\": \"k\", \"nodes\": [7]}",
                "{\"nodes\": [{\"name\": \"demo-1\", \"index\": 1, \"management\": \"10.0.0.1\"}]}",
                "{\"ssh_key_path\": \"k\", \"nodes\": [{\"name\": \"demo-1\", \"index\": 1, \"management\": \"no address!\"}]}"
            })
    void what_is_no_inventory_is_an_error_that_names_the_output(String output) {
        assertThatThrownBy(() -> read(output, Optional.empty()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("output \"inventory\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ssh_key_path\": \"k\", \"nodes\": [{\"name\": \"vm-1\", \"index\": 1, \"management\": \"10.0.0.1\"}]}",
                "{\"cluster_name\": \"other\", \"ssh_key_path\": \"k\", \"nodes\": [{\"name\": \"demo-1\", \"index\": 1, \"management\": \"10.0.0.1\"}]}",
                "{\"ssh_key_path\": \"k\", \"nodes\": [{\"name\": \"demo-1\", \"index\": 1, \"management\": \"10.0.0.1\"}, {\"name\": \"demo-2\", \"index\": 2, \"management\": \"10.0.0.2\"}]}"
            })
    void machines_that_were_not_asked_for_are_an_error_that_tells_both(String output) {
        assertThatThrownBy(() -> read(output, Optional.empty()))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("but cluster demo with [demo-1] was asked for");
    }

    private static Inventory read(String output, Optional<String> key) throws DeployException, IOException {
        return new InventoryOutput(TofuFixture.spec(1), Optional.empty()).read(json(output), key);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse("a test", text, JsonNode.class);
    }
}
