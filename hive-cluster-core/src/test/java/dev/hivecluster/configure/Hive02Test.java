package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hive02Test {
    private static final Node FIRST = new Node("x-1", 1, "192.0.2.1", "10.0.0.1", 22, List.of());
    private static final Node SECOND = new Node("x-2", 2, "192.0.2.2", "10.0.0.2", 22, List.of());
    private static final Installation HIVE = new Installation("/home/tf-user", "/opt/hive/bin/hive", Optional.empty());

    private final Hive02 dialect = new Hive02();

    @Test
    void nodes_are_ready_by_the_whole_word_in_their_own_row() {
        String listed = """
                NAME   | STATUS   | IP       | REGION         | AZ              | UPTIME | VMs | SERVICES
                node1  | Ready    | 10.0.0.1 | ap-southeast-2 | ap-southeast-2a | 0m     | 0   | nats,daemon
                node2  | NotReady | 10.0.0.2 | ap-southeast-2 | ap-southeast-2a | -      | -   | nats,daemon
                """;

        assertThat(dialect.notReady(listed, List.of(FIRST))).isEmpty();
        assertThat(dialect.notReady(listed, List.of(FIRST, SECOND))).containsExactly("x-2 is NotReady");
    }

    @Test
    void a_node_that_is_not_listed_is_not_ready() {
        assertThat(dialect.notReady("node11 | Ready | 10.0.0.11\n", List.of(FIRST)))
                .containsExactly("x-1 is not listed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/opt/hive/bin/hive admin init --node node1 --config-dir /home/tf-user/hive/config/ | true",
                "hive admin join --node node2 --config-dir /home/tf-user/hive/config/ --port 4432 | true",
                "hive admin join --node node2 --config-dir /home/other/hive/config/ --port 4432 | false",
                "/opt/hive/bin/hive service hive start | false",
                "hive admin images import --config-dir /home/tf-user/hive/config/ | false"
            })
    void a_formation_is_told_from_other_processes(String arguments, boolean formation) {
        assertThat(dialect.isFormation(HIVE, arguments)).isEqualTo(formation);
    }

    @Test
    void a_block_plugin_that_was_found_is_passed_on() {
        Installation hive = new Installation("/home/tf-user", "/opt/hive/bin/hive", Optional.of("/p/plugin.so"));

        assertThat(dialect.service("viperblock", hive, FIRST, configuration()).environment())
                .containsEntry("HIVE_VIPERBLOCK_PLUGIN_PATH", "/p/plugin.so");
        assertThat(dialect.service("viperblock", HIVE, FIRST, configuration()).environment())
                .doesNotContainKey("HIVE_VIPERBLOCK_PLUGIN_PATH");
    }

    @Test
    void a_node_that_shares_no_storage_has_no_number_in_it() {
        assertThat(dialect.service("predastore", HIVE, FIRST, configuration()).environment())
                .containsEntry("HIVE_PREDASTORE_HOST", "10.0.0.1")
                .doesNotContainKey("HIVE_PREDASTORE_NODE_ID");
    }

    private static HiveConfiguration configuration() {
        return new HiveConfiguration("node1", Map.of("node1", "10.0.0.1"), Optional.empty(), Map.of(), "");
    }
}
