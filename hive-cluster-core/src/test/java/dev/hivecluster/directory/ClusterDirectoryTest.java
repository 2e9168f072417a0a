package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSpec;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.MachineSize;
import dev.hivecluster.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ClusterDirectoryTest {
    private static final ClusterRecord RECORD = new ClusterRecord(
            ClusterRecord.VERSION,
            "3f0c",
            new ClusterSpec(
                    new ClusterName("demo"),
                    3,
                    "simulated",
                    MachineSize.DEFAULT,
                    Optional.empty(),
                    "ap-southeast-2",
                    "ap-southeast-2a",
                    Map.of("hive.simulator.bootTime", "1s")),
            Phase.PROVISIONED,
            Optional.of(new ClusterRecord.Attempt(
                    Phase.CONFIGURED, Instant.parse("2026-11-24T10:00:00Z"), Optional.of("no route"))),
            new Owner("host", 42, Instant.parse("2026-11-24T09:00:00Z"), "session"),
            true,
            Optional.of(Instant.parse("2026-11-24T14:00:00.123456789Z")),
            Instant.parse("2026-11-24T09:59:00Z"));

    @TempDir
    Path clusters;

    private ClusterDirectory directory;

    @BeforeEach
    void place() {
        directory = new ClusterDirectory(clusters.resolve("x/.."), new ClusterName("demo"));
    }

    @Test
    void everything_lies_below_the_clusters_own_directory() {
        assertThat(directory.path()).isEqualTo(clusters.resolve("demo")).isAbsolute();
        assertThat(List.of(
                        directory.recordFile(),
                        directory.inventoryFile(),
                        directory.deployer(),
                        directory.sshKey(),
                        directory.knownHosts(),
                        directory.sshConfig(),
                        directory.caCertificate(),
                        directory.credentialsFile(),
                        directory.awsConfig(),
                        directory.environmentFile(),
                        directory.endpointsFile(),
                        directory.logs(),
                        directory.testResults(),
                        directory.evidence(),
                        directory.report()))
                .doesNotHaveDuplicates()
                .allMatch(path -> path.startsWith(directory.path()));
    }

    @Test
    void where_nothing_was_written_nothing_is_there() throws IOException {
        assertThat(directory.record()).isEmpty();
        assertThat(directory.inventory()).isEmpty();
        assertThat(directory.endpoints()).isEmpty();
        assertThat(directory.path()).doesNotExist();
        assertThatThrownBy(directory::recordId)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(directory.recordFile().toString());
    }

    @Test
    void a_record_is_read_as_it_was_written() throws IOException {
        directory.write(RECORD);

        assertThat(directory.record()).contains(RECORD);
        assertThat(directory.recordId()).isEqualTo("3f0c");
    }

    @Test
    void a_record_holds_facts_and_no_answers_that_change_with_time() throws IOException {
        directory.write(RECORD);

        JsonNode tree = Json.read(directory.recordFile(), JsonNode.class);
        assertThat(tree.propertyNames())
                .containsExactlyInAnyOrder(
                        "version", "id", "spec", "phase", "attempt", "owner", "kept", "expiresAt", "createdAt");
        assertThat(tree.path("owner").propertyNames()).containsExactlyInAnyOrder("host", "pid", "startedAt", "session");
    }

    @Test
    void a_record_without_the_optional_fields_is_read() throws IOException {
        ClusterRecord plain = RECORD.completed(Phase.CONFIGURED).withKept(false, Optional.empty());
        directory.write(plain);

        assertThat(Files.readString(directory.recordFile())).doesNotContain("attempt", "expiresAt", "osImage");
        assertThat(directory.record()).contains(plain);
    }

    @Test
    void a_record_with_fields_that_this_version_does_not_know_is_read() throws IOException {
        directory.write(RECORD);
        change("\"version\" : 1,", "\"version\" : 1, \"colour\" : \"red\",");

        assertThat(directory.record()).contains(RECORD);
    }

    @Test
    void a_record_of_a_newer_version_is_refused_and_left_alone() throws IOException {
        directory.write(RECORD);
        change("\"version\" : 1,", "\"version\" : 2, \"phase\" : \"UNHEARD_OF\",");
        String before = Files.readString(directory.recordFile());

        assertThatThrownBy(directory::record)
                .isInstanceOf(RecordException.class)
                .hasMessage(
                        directory.recordFile()
                                + " has version 2, but this plugin knows up to 1; use the plugin version that made the cluster");
        assertThat(directory.recordFile()).hasContent(before);
    }

    @Test
    void a_record_that_was_cut_off_anywhere_is_refused_with_what_to_do() throws IOException {
        directory.write(RECORD);
        String whole = Files.readString(directory.recordFile()).strip();

        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(directory.recordFile(), whole.substring(0, length));
            assertThatThrownBy(directory::record)
                    .as("cut off after %d characters", length)
                    .isInstanceOf(RecordException.class)
                    .hasMessageMatching(Pattern.quote(directory.recordFile() + " is broken: it is ")
                            + "(empty|cut off( or not JSON)? \\(line \\d+\\)); .*")
                    .hasMessageEndingWith("; nothing was changed. Restore it, or destroy what it stood for and remove "
                            + directory.path());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "7",
                "{\"version\": \"one\"}",
                "{\"version\": 1}",
                "{\"version\": 1, \"id\": null, \"spec\": {}}"
            })
    void a_record_that_is_something_else_is_refused(String text) throws IOException {
        Files.createDirectories(directory.path());
        Files.writeString(directory.recordFile(), text);

        assertThatThrownBy(directory::record)
                .isInstanceOf(RecordException.class)
                .hasMessageStartingWith(directory.recordFile() + " is broken: ")
                .hasMessageNotContainingAny("Source", "tools.jackson", "dev.hivecluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "spec", "phase", "owner", "createdAt"})
    void a_record_in_which_a_field_is_missing_names_it(String field) throws IOException {
        directory.write(RECORD);
        change("\"" + field + "\" :", "\"no-" + field + "\" :");

        assertThatThrownBy(directory::record)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(field + " is missing");
    }

    @Test
    void a_record_that_breaks_the_bounds_of_its_settings_says_which() throws IOException {
        directory.write(RECORD);
        change("\"nodes\" : 3", "\"nodes\" : 30");

        assertThatThrownBy(directory::record)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("hive.nodes is \"30\"");
    }

    @Test
    void a_record_that_cannot_be_opened_is_not_taken_as_absent() throws IOException {
        Files.createDirectories(directory.recordFile());

        assertThatThrownBy(directory::record).isInstanceOf(RecordException.class);
    }

    @Test
    void what_somebody_added_to_the_inventory_survives_our_changes() throws IOException {
        Files.createDirectories(directory.path());
        Files.writeString(directory.inventoryFile(), """
                {"cluster_name": "demo", "ssh_user": "tf-user", "ssh_key_path": "ssh/id_ed25519", "site": {"rack": [1, 2]},
                 "nodes": [{"name": "demo-1", "index": 1, "management": "127.0.0.1", "data": "127.0.0.1", "serial": 7}]}
                """);

        directory.write(directory.inventory().orElseThrow());

        Inventory inventory = directory.inventory().orElseThrow();
        assertThat(inventory.unknown()).containsEntry("site", Map.of("rack", List.of(1, 2)));
        assertThat(inventory.node(1).unknown()).containsEntry("serial", 7);
    }

    @Test
    void an_inventory_that_cannot_be_read_is_named() throws IOException {
        Files.createDirectories(directory.path());
        Files.writeString(directory.inventoryFile(), "{\"nodes\": []}");

        assertThatThrownBy(directory::inventory)
                .isInstanceOf(BrokenFileException.class)
                .hasMessage(
                        "%s is broken: cluster_name is missing (line 1). Restore it, or destroy the cluster and make it anew: %s, then up",
                        directory.inventoryFile(), GoalCommand.of(directory, "down"));
    }

    @Test
    void a_record_that_is_cut_off_is_named_with_the_line_and_what_to_do() throws IOException {
        Files.createDirectories(directory.path());
        Files.writeString(directory.recordFile(), "{\n  \"version\" : 1,\n  \"id\"");

        assertThatThrownBy(directory::record)
                .isInstanceOf(RecordException.class)
                .hasMessage(
                        "%s is broken: it is cut off (line 3); nothing was changed. Restore it, or destroy what it stood for and remove %s",
                        directory.recordFile(), directory.path());
    }

    @Test
    void endpoints_are_read_as_they_were_written() throws IOException {
        Node node = new Node("demo-1", 1, "127.1.0.1", "127.1.0.1", 2222, List.of());
        Endpoints endpoints = new Endpoints("ap-southeast-2", "ap-southeast-2a", "hive-0.2", List.of(node.endpoints()));
        AtomicFiles.write(directory.endpointsFile(), Json.write(endpoints));

        assertThat(directory.endpoints()).contains(endpoints);
        assertThat(endpoints.of(node).daemon()).hasToString("http://127.1.0.1:4432");
        assertThat(endpoints.gateway()).hasToString("https://127.1.0.1:9999");
        assertThat(endpoints.storage()).hasToString("https://127.1.0.1:8443");
        assertThatThrownBy(() -> endpoints.of(new Node("demo-2", 2, "127.1.0.2", "127.1.0.2", 2222, List.of())))
                .hasMessage("no endpoints are known for demo-2");
    }

    private void change(String from, String to) throws IOException {
        String text = Files.readString(directory.recordFile());
        assertThat(text).contains(from);
        Files.writeString(directory.recordFile(), text.replace(from, to));
    }
}
