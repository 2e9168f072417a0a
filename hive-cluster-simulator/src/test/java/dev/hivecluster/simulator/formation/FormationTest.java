package dev.hivecluster.simulator.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.simulator.FakeHost;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormationTest {
    private static final ClusterSecrets SECRETS = new ClusterSecrets(
            "AKIA3YX7XJC403LRL042", "secret", "866520159568", "nats_token", "hive", "ap-southeast-2");

    @TempDir
    Path directory;

    private List<FakeHost> hosts = List.of();
    private FormationServer server;

    @BeforeEach
    void a_leader_waits_for_two_more() throws IOException {
        hosts = FakeHost.cluster(5, directory);
        server = FormationServer.start(hosts.get(0), node(1), 3, SECRETS, "CERT\n", "KEY\n");
    }

    @AfterEach
    void the_leader_ends() {
        server.close();
    }

    private NodeRegistration node(int index) {
        String address = hosts.get(index - 1).address();
        return new NodeRegistration(
                "node" + index, address, address, "ap-southeast-2", "ap-southeast-2a", 4432, List.of());
    }

    private FormationClient client(int index) {
        return new FormationClient(hosts.get(index - 1), hosts.get(0).address() + ":4432");
    }

    private Answer call(String method, String path, String body) throws IOException {
        return RawClient.send(hosts.get(0).socket(hosts.get(0).address(), 4432), null, method, path, body);
    }

    private void refused(String body, int status, String message) throws IOException {
        Answer answer = call("POST", "/formation/join", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"message\":\"%s\",\"joined\":0,\"expected\":0}\n".formatted(message));
    }

    @Test
    void health_answers_ok() throws Exception {
        Answer answer = call("GET", "/formation/health", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("ok");
    }

    @Test
    void the_status_tells_no_secret_before_all_have_joined() throws Exception {
        Answer answer = call("GET", "/formation/status", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"complete\":false,\"joined\":1,\"expected\":3}\n");
    }

    @Test
    void the_complete_status_has_nodes_credentials_and_the_ca() throws Exception {
        client(2).join(node(2));
        client(3).join(node(3));
        String nodes = "";
        for (int i = 1; i <= 3; i++) {
            nodes +=
                    "%s\"node%d\":{\"name\":\"node%d\",\"bind_ip\":\"%s\",\"cluster_ip\":\"%s\",\"region\":\"ap-southeast-2\","
                                    .formatted(
                                            i == 1 ? "" : ",",
                                            i,
                                            i,
                                            hosts.get(i - 1).address(),
                                            hosts.get(i - 1).address())
                            + "\"az\":\"ap-southeast-2a\",\"port\":4432}";
        }
        assertThat(call("GET", "/formation/status", "").body())
                .isEqualTo("{\"complete\":true,\"joined\":3,\"expected\":3,\"nodes\":{" + nodes
                        + "},\"credentials\":{\"access_key\":\"AKIA3YX7XJC403LRL042\",\"secret_key\":\"secret\","
                        + "\"account_id\":\"866520159568\",\"nats_token\":\"nats_token\",\"cluster_name\":\"hive\","
                        + "\"region\":\"ap-southeast-2\"},\"ca_cert\":\"CERT\\n\",\"ca_key\":\"KEY\\n\"}\n");
    }

    @Test
    void joins_without_sense_are_refused_with_their_reason() throws Exception {
        refused("{\"name\":\"\",\"bind_ip\":\"127.0.11.9\"}", 409, "node name is required");
        refused("null", 409, "node name is required");
        refused("{\"name\":\"nodex\",\"bind_ip\":\"\"}", 409, "bind_ip is required");
        refused("{\"name\":\"node1\",\"bind_ip\":\"127.0.11.9\"}", 409, "node \\\"node1\\\" already registered");
        refused(
                "{\"name\":\"node9\",\"bind_ip\":\"" + hosts.get(0).address() + "\"}",
                409,
                "bind IP " + hosts.get(0).address() + " already registered by node \\\"node1\\\"");
        assertThat(server.joined()).isEqualTo(1);
    }

    @Test
    void what_is_not_json_is_refused_with_400() throws Exception {
        for (String body : List.of("{bad", "", "[]", "{\"port\":\"x\"}")) {
            Answer answer = call("POST", "/formation/join", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("{\"success\":false,\"message\":\"invalid request body: ")
                    .endsWith("\",\"joined\":0,\"expected\":0}\n");
        }
    }

    @Test
    void other_methods_and_paths_are_refused_as_go_does() throws Exception {
        Answer join = call("GET", "/formation/join", "");
        assertThat(join.status()).isEqualTo(405);
        assertThat(join.header("Allow")).isEqualTo("POST");
        assertThat(join.body()).isEqualTo("Method Not Allowed\n");
        assertThat(join.header("X-Content-Type-Options")).isEqualTo("nosniff");
        for (String path : List.of("/formation/status", "/formation/health")) {
            Answer posted = call("POST", path, "");
            assertThat(posted.status()).isEqualTo(405);
            assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
        }
        for (String path : List.of("/nope", "/health", "/")) {
            Answer unknown = call("GET", path, "");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("404 page not found\n");
            assertThat(unknown.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void a_join_is_answered_with_how_far_formation_is() throws Exception {
        FormationStatus status = client(2).join(node(2));
        assertThat(status.complete()).isFalse();
        assertThat(status.joined()).isEqualTo(2);
        assertThat(status.expected()).isEqualTo(3);
    }

    @Test
    void a_node_that_was_killed_while_joining_stays_registered() throws Exception {
        client(2).join(node(2));
        assertThatThrownBy(() -> client(2).join(node(2)))
                .isInstanceOf(FormationException.class)
                .hasMessage("node \"node2\" already registered");
    }

    @Test
    void joins_run_concurrently_and_all_learn_the_same() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            AtomicInteger waits = new AtomicInteger();
            List<Future<FormedCluster>> joining = new ArrayList<>();
            for (int i : List.of(2, 3)) {
                Callable<FormedCluster> join = () -> {
                    client(i).join(node(i));
                    return client(i).awaitCompletion(status -> waits.incrementAndGet());
                };
                joining.add(nodes.submit(join));
            }
            FormedCluster leader = server.await(Duration.ofSeconds(20)).orElseThrow();
            for (Future<FormedCluster> join : joining) {
                assertThat(join.get()).isEqualTo(leader);
            }
            assertThat(leader.nodes()).containsOnlyKeys("node1", "node2", "node3");
            assertThat(leader.credentials()).isEqualTo(SECRETS);
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void services_that_were_chosen_travel_and_default_ones_do_not() throws Exception {
        NodeRegistration chosen = node(2);
        client(2)
                .join(new NodeRegistration(
                        chosen.name(), chosen.bindIp(), chosen.clusterIp(), "r", "z", 4432, List.of("nats", "daemon")));
        client(3).join(node(3));
        assertThat(call("GET", "/formation/status", "").body())
                .containsOnlyOnce("\"services\"")
                .contains("\"services\":[\"nats\",\"daemon\"]");
    }

    @Test
    void one_node_too_many_drops_the_connection_and_is_stored() throws Exception {
        client(2).join(node(2));
        client(3).join(node(3));
        assertThatThrownBy(() -> client(4).join(node(4))).isInstanceOf(IOException.class);
        assertThat(call("GET", "/formation/status", "").body())
                .startsWith("{\"complete\":true,\"joined\":4,\"expected\":3,")
                .contains("\"node4\":{");
        assertThatThrownBy(() -> client(5).join(node(4))).hasMessage("node \"node4\" already registered");
    }

    @Test
    void a_leader_that_waits_in_vain_learns_nothing() throws Exception {
        client(2).join(node(2));
        assertThat(server.await(Duration.ofMillis(1))).isEmpty();
        assertThat(server.joined()).isEqualTo(2);
    }

    @Test
    void a_leader_that_is_gone_is_an_error() throws Exception {
        client(2).join(node(2));
        server.close();
        assertThatThrownBy(() -> client(2).awaitCompletion(status -> {})).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> client(3).join(node(3))).isInstanceOf(ConnectException.class);
    }

    @Test
    void a_leader_that_nobody_knows_or_without_a_port_is_an_error_that_names_it() {
        assertThatThrownBy(() -> new FormationClient(hosts.get(1), "leader.invalid:4432").join(node(2)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("leader.invalid");
        for (String leader : List.of("nonsense", "127.0.11.1:x", "127.0.11.1:99999")) {
            assertThatThrownBy(() -> new FormationClient(hosts.get(1), leader).join(node(2)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(leader);
        }
    }

    @Test
    void a_port_that_is_taken_is_an_error_and_a_freed_one_is_not() throws Exception {
        assertThatThrownBy(() -> FormationServer.start(hosts.get(0), node(1), 3, SECRETS, "CERT", "KEY"))
                .hasMessageContaining(":4432");
        server.close();
        server = FormationServer.start(hosts.get(0), node(1), 3, SECRETS, "CERT", "KEY");
        assertThat(call("GET", "/formation/health", "").body()).isEqualTo("ok");
    }

    @Test
    void no_secret_is_in_a_text_form() throws Exception {
        client(2).join(node(2));
        client(3).join(node(3));
        FormedCluster formed = server.await(Duration.ofSeconds(20)).orElseThrow();
        assertThat(List.of(SECRETS.toString(), formed.toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("secret", "KEY"));
    }
}
