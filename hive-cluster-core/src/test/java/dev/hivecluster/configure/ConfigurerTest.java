package dev.hivecluster.configure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.CredentialsFile;
import dev.hivecluster.event.Outcome;
import dev.hivecluster.model.Credentials;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.NodeEndpoints;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConfigurerTest {
    private static final Set<String> ALL_SERVICES = Set.of("nats", "predastore", "viperblock", "hive", "awsgw");

    @TempDir
    private Path clusters;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 10})
    void machines_become_a_cluster_that_answers(int size) throws Exception {
        ConfigureFixture x = fixture(size);

        Endpoints endpoints = x.configure();

        assertThat(x.cluster.all())
                .allSatisfy(node -> assertThat(node.services()).isEqualTo(ALL_SERVICES));
        assertThat(endpoints.hiveVersion()).isEqualTo("hive-0.2");
        assertThat(endpoints.nodes())
                .extracting(NodeEndpoints::node)
                .hasSize(size)
                .startsWith("x-1");
        assertThat(x.directory.endpoints()).contains(endpoints);
        assertThat(x.ended(Outcome.FAILED)).isEmpty();
        assertThat(x.ended(Outcome.CANCELLED)).isEmpty();
        assertThat(x.warnings()).isEmpty();
    }

    @Test
    void the_first_node_forms_and_the_others_join_at_its_data_address() throws Exception {
        ConfigureFixture x = fixture(3);

        x.configure();

        assertThat(commands(x, 1, "admin init"))
                .singleElement()
                .asString()
                .contains(
                        "--node node1 --nodes 3 --bind 10.0.0.1 --cluster-bind 10.0.0.1 --cluster-routes 10.0.0.1:4248")
                .contains("--port 4432 --region ap-southeast-2 --az ap-southeast-2a")
                .contains("--hive-dir /home/tf-user/hive/ --config-dir /home/tf-user/hive/config/");
        assertThat(commands(x, 3, "admin join"))
                .singleElement()
                .asString()
                .contains("--node node3 --host 10.0.0.1:4432 --bind 10.0.0.3 --cluster-bind 10.0.0.3")
                .contains("--data-dir /home/tf-user/hive/ --config-dir /home/tf-user/hive/config/");
    }

    @Test
    void a_single_node_binds_to_its_own_address_and_forms_nothing() throws Exception {
        ConfigureFixture x = fixture(1);

        x.configure();

        assertThat(commands(x, 1, "admin init"))
                .singleElement()
                .asString()
                .contains("--nodes 1 --bind 10.0.0.1")
                .doesNotContain("--formation-timeout");
        assertThat(x.outcome("await formation", "x-1")).isEqualTo("none");
    }

    @Test
    void services_start_in_their_order_with_their_environment() throws Exception {
        ConfigureFixture x = fixture(3);

        x.configure();

        List<String> starts = commands(x, 2, "setsid nohup");
        assertThat(starts)
                .extracting(line -> line.replaceAll("(?s).*hive service (\\S+) start.*", "$1"))
                .containsExactly("nats", "predastore", "viperblock", "hive", "awsgw");
        assertThat(starts.get(1))
                .startsWith("env HIVE_PREDASTORE_BASE_PATH=/home/tf-user/hive/predastore/ ")
                .contains("HIVE_PREDASTORE_HOST=10.0.0.2 HIVE_PREDASTORE_PORT=8443")
                .contains("HIVE_PREDASTORE_NODE_ID=2 sh -c ")
                .contains(">> /home/tf-user/hive/logs/predastore.log 2>&1 < /dev/null &")
                .contains("> /home/tf-user/hive/logs/predastore.pid");
        assertThat(commands(x, 2, "hive-ui")).isEmpty();
    }

    @Test
    void a_cluster_that_is_ready_is_only_looked_at() throws Exception {
        ConfigureFixture x = fixture(3);
        Endpoints first = x.configure();
        x.cluster.all().forEach(FakeNode::forgetCommands);

        Endpoints second = x.configure();

        assertThat(second).isEqualTo(first);
        assertThat(x.cluster.all())
                .allSatisfy(
                        node -> assertThat(node.commands())
                                .allMatch(
                                        line -> line.matches(
                                                "(test -e|cat|ps auxww|sh -c 'pwd|/usr/local/bin/hive --help|env NO_COLOR=1 /usr/local/bin/hive get nodes).*")));
        assertThat(x.cluster.node(1).commands()).hasSize(8);
        assertThat(x.cluster.node(2).commands()).hasSize(6);
    }

    @Test
    void a_service_that_has_ended_since_is_started_again_alone() throws Exception {
        ConfigureFixture x = fixture(3);
        x.configure();
        FakeNode second = x.cluster.node(2);
        second.processes().values().removeIf(arguments -> arguments.contains(" awsgw "));
        x.cluster.all().forEach(FakeNode::forgetCommands);

        x.configure();

        assertThat(second.services()).isEqualTo(ALL_SERVICES);
        assertThat(commands(x, 2, "setsid nohup")).singleElement().asString().contains("service awsgw start");
        assertThat(commands(x, 1, "setsid nohup")).isEmpty();
    }

    @Test
    void a_pid_that_another_program_has_by_now_is_no_service() throws Exception {
        ConfigureFixture x = fixture(1);
        x.configure();
        FakeNode node = x.cluster.node(1);
        node.processes()
                .replaceAll((pid, arguments) -> arguments.contains(" awsgw ") ? "/usr/sbin/sshd -D" : arguments);

        x.configure();

        assertThat(node.services()).isEqualTo(ALL_SERVICES);
    }

    @Test
    void two_nodes_are_accepted_with_a_warning_that_storage_is_not_shared() throws Exception {
        ConfigureFixture x = fixture(2);

        x.configure();

        assertThat(x.warnings()).singleElement().asString().contains("does not share its storage", "-Dhive.nodes=3");
    }

    @Test
    void a_node_that_hive_calls_not_ready_for_a_while_is_waited_for() throws Exception {
        ConfigureFixture x = fixture(3);
        x.cluster.node(3).calledNotReady(3);

        x.configure();

        // At least: it is also asked before that node's daemon runs at all.
        assertThat(commands(x, 1, "get nodes")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void a_machine_that_refuses_logins_at_first_is_waited_for() throws Exception {
        ConfigureFixture x = fixture(1);
        x.cluster.node(1).refusingLogins(3);

        x.configure();

        assertThat(x.outcome("connect", "x-1")).isEqualTo("SUCCEEDED");
    }

    @Test
    void every_session_is_closed_in_the_end() throws Exception {
        ConfigureFixture x = fixture(3);

        x.configure();

        assertThat(x.cluster.all()).extracting(FakeNode::openSessions).containsOnly(0);
    }

    @Test
    void the_directory_holds_what_clients_need_and_secrets_are_private() throws Exception {
        ConfigureFixture x = fixture(3);

        x.configure();

        assertThat(x.directory.caCertificate()).hasContent(x.cluster.node(1).certificate());
        assertThat(CredentialsFile.read(x.directory.credentialsFile()))
                .contains(new Credentials(FakeCluster.ACCESS_KEY, FakeCluster.SECRET_KEY));
        assertThat(mode(x.directory.credentialsFile())).isEqualTo("rw-------");
        assertThat(mode(x.directory.environmentFile())).isEqualTo("rw-------");
        assertThat(x.directory.awsConfig())
                .content()
                .contains(
                        "[profile hive]",
                        "endpoint_url = https://10.0.0.1:9999",
                        "ca_bundle = " + x.directory.caCertificate());
    }

    @Test
    void a_shell_that_reads_the_environment_file_has_the_cluster() throws Exception {
        ConfigureFixture x = fixture(1);
        x.configure();

        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        ". \"$1\"; echo \"$HIVE_ENDPOINT $AWS_PROFILE $AWS_ENDPOINT_URL_S3 ${AWS_ACCESS_KEY_ID-unset}\"",
                        "sh",
                        x.directory.environmentFile().toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(printed).isEqualTo("https://10.0.0.1:9999 hive https://10.0.0.1:8443 unset\n");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void no_event_shows_a_secret() throws Exception {
        ConfigureFixture x = fixture(3);

        x.configure();

        assertThat(x.events).isNotEmpty().noneMatch(event -> event.toString().contains(FakeCluster.SECRET_KEY));
        assertThat(x.events).anyMatch(event -> event.toString().contains("Secret Key: <redacted>"));
    }

    @Test
    void no_command_line_carries_a_secret() throws Exception {
        ConfigureFixture x = fixture(3);

        x.configure();

        assertThat(x.cluster.all())
                .allSatisfy(
                        node -> assertThat(node.commands()).noneMatch(line -> line.contains(FakeCluster.SECRET_KEY)));
    }

    private ConfigureFixture fixture(int size) {
        return new ConfigureFixture(new FakeCluster(size), clusters);
    }

    private static List<String> commands(ConfigureFixture x, int node, String part) {
        return x.cluster.node(node).commands().stream()
                .filter(line -> line.contains(part))
                .toList();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
