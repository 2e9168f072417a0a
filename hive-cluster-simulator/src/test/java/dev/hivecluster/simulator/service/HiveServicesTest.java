package dev.hivecluster.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.simulator.FormedHive;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiveServicesTest {
    private static final String ALL_SERVICES =
            "\"services\":[\"nats\",\"predastore\",\"viperblock\",\"daemon\",\"awsgw\",\"ui\"],"
                    + "\"service_health\":{\"awsgw\":\"ok\",\"daemon\":\"ok\",\"nats\":\"ok\",\"predastore\":\"ok\","
                    + "\"ui\":\"ok\",\"viperblock\":\"ok\"}}";

    @TempDir
    Path directory;

    private static String call(FormedHive hive, int node, String action) throws Exception {
        String host = hive.host(node).address() + ":9999";
        String body = "Action=" + action + "&Version=2016-11-15";
        Map<String, String> headers = SignedRequests.sign(
                FormedHive.CREDENTIALS, "ec2", "ap-southeast-2", Instant.now(), "POST", host, "/", Map.of(), body);
        Answer answer = Answer.parse(RawClient.exchange(
                hive.socket(node, 9999), hive.tls(), SignedRequests.text("POST", "/", headers, body)));
        return answer.status() + " " + answer.body();
    }

    private static List<String> names(FormedHive hive, int node) throws IOException {
        try (BusConnection connection = hive.host(node)
                .bus()
                .connect(hive.host(node), hive.config(node).self().host() + ":4222")) {
            return connection.nodes().stream().map(NodeReport::node).sorted().toList();
        }
    }

    @Test
    void health_has_hives_keys_and_values() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "hive")) {
            Answer health = RawClient.send(hive.socket(1, 4432), null, "GET", "/health", "");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.header("Content-Type")).isEqualTo("application/json");
            assertThat(health.body())
                    .matches("\\{\"node\":\"node1\",\"status\":\"running\",\"config_hash\":\"[0-9a-f]{64}\","
                            + "\"epoch\":1,\"uptime\":[0-9]+,.*")
                    .endsWith(ALL_SERVICES);
        }
    }

    @Test
    void other_requests_to_the_daemon_are_refused_as_its_framework_does() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "hive")) {
            Answer posted = RawClient.send(hive.socket(1, 4432), null, "POST", "/health", "");
            assertThat(posted.status()).isEqualTo(405);
            assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
            assertThat(posted.body()).isEqualTo("Method Not Allowed");
            Answer unknown = RawClient.send(hive.socket(1, 4432), null, "GET", "/nope", "");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(unknown.body()).isEqualTo("Cannot GET /nope");
        }
    }

    @Test
    void a_configuration_that_is_gone_makes_health_an_error() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "hive")) {
            Files.delete(hive.host(1).file("/home/tf-user/hive/config/hive.toml"));
            Answer health = RawClient.send(hive.socket(1, 4432), null, "GET", "/health", "");
            assertThat(health.status()).isEqualTo(500);
            assertThat(health.body()).isEqualTo("{\"error\":\"failed to compute config hash\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hive", "viperblock", "awsgw"})
    void clients_of_nats_end_without_it(String service) throws Exception {
        try (FormedHive hive = new FormedHive(1, directory)) {
            assertThatThrownBy(() -> hive.start(1, service))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("0.0.0.0:4222")
                    .hasMessageContaining("hive service nats start");
            assertThatThrownBy(() -> new Socket(hive.host(1).address(), 4432)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void the_gateway_answers_before_instance_types_are_listed() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory).startEverywhere("nats", "awsgw")) {
            assertThat(call(hive, 1, "DescribeRegions")).contains("<regionName>ap-southeast-2</regionName>");
            assertThat(call(hive, 1, "DescribeInstanceTypes"))
                    .isEqualTo("200 <DescribeInstanceTypesResponse></DescribeInstanceTypesResponse>");
            assertThat(call(hive, 1, "DescribeKeyPairs")).startsWith("500").contains("InternalError");
            hive.startEverywhere("hive");
            await().until(() -> names(hive, 1).size() == 3);
            assertThat(call(hive, 3, "DescribeInstanceTypes")).contains("<instanceType>t3.nano</instanceType>");
        }
    }

    @Test
    void a_daemon_is_heard_after_its_health_answers() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "hive")) {
            assertThat(RawClient.send(hive.socket(1, 4432), null, "GET", "/health", "")
                            .status())
                    .isEqualTo(200);
            await().untilAsserted(() -> assertThat(names(hive, 1)).containsExactly("node1"));
        }
    }

    @Test
    void daemons_wait_until_most_nats_servers_are_up() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            hive.start(1, "nats");
            hive.start(1, "hive");
            assertThat(names(hive, 1)).isEmpty();
            hive.start(2, "nats");
            await().untilAsserted(() -> assertThat(names(hive, 2)).containsExactly("node1"));
        }
    }

    @Test
    void a_report_tells_the_machines_size_and_room() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "hive")) {
            await().until(() -> !names(hive, 1).isEmpty());
            try (BusConnection connection = hive.host(1).bus().connect(hive.host(1), "0.0.0.0:4222")) {
                NodeReport report = connection.nodes().get(0);
                assertThat(report.host()).isEqualTo("0.0.0.0");
                assertThat(report.totalCpus()).isEqualTo(2);
                assertThat(report.usedCpus()).isZero();
                assertThat(report.vms()).isEmpty();
                assertThat(report.services())
                        .containsExactly("nats", "predastore", "viperblock", "daemon", "awsgw", "ui");
                assertThat(report.instanceTypes())
                        .hasSize(14)
                        .contains(
                                new NodeReport.TypeCapacity("t3.large", 1, 2, 8192),
                                new NodeReport.TypeCapacity("m8a.xlarge", 0, 4, 16_384));
            }
        }
    }

    @Test
    void nats_greets_answers_pings_and_sends_away_the_rest() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            hive.start(1, "nats");
            for (int port : new int[] {4222, 4248}) {
                String said = RawClient.exchange(
                        hive.socket(1, port), null, "CONNECT {\"verbose\":false}\r\nPING\r\nSUB foo 1\r\n");
                assertThat(said)
                        .startsWith("INFO {\"server_id\":\"N")
                        .contains("\"server_name\":\"hive-nats-node1\"")
                        .contains("} \r\nPONG\r\n")
                        .endsWith("-ERR 'Unknown Protocol Operation'\r\n");
            }
        }
    }

    @Test
    void the_monitor_shows_four_routes_to_each_server_that_is_up() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            hive.start(1, "nats");
            assertThat(monitor(hive, "/routez")).contains("\"num_routes\" : 0").contains("\"routes\" : [ ]");
            hive.start(2, "nats");
            HiveService third = hive.start(3, "nats");
            assertThat(monitor(hive, "/routez"))
                    .contains("\"server_name\" : \"hive-nats-node1\"")
                    .contains("\"num_routes\" : 8")
                    .contains("\"remote_name\" : \"hive-nats-node2\"")
                    .contains("\"remote_name\" : \"hive-nats-node3\"");
            third.close();
            assertThat(monitor(hive, "/routez")).contains("\"num_routes\" : 4").doesNotContain("hive-nats-node3");
        }
    }

    @Test
    void the_monitor_answers_its_other_questions() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "viperblock")) {
            assertThat(monitor(hive, "/healthz")).isEqualTo("{\"status\":\"ok\"}");
            assertThat(monitor(hive, "/varz"))
                    .contains("\"version\" : \"2.11.6\"")
                    .contains("\"connections\" : 1")
                    .contains("\"/varz\" : 1");
            assertThat(monitor(hive, "/connz"))
                    .contains("\"num_connections\" : 1")
                    .contains("\"cid\" : 1");
            assertThat(monitor(hive, "/jsz")).contains("\"store_dir\" : \"/home/tf-user/hive/nats/jetstream\"");
            assertThat(RawClient.send(hive.socket(1, 8222), null, "GET", "/nope", "")
                            .status())
                    .isEqualTo(404);
        }
    }

    private static String monitor(FormedHive hive, String path) throws IOException {
        Answer answer = RawClient.send(hive.socket(1, 8222), null, "GET", path, "");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        return answer.body();
    }

    @Test
    void storage_of_a_cluster_waits_for_most_of_its_nodes() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            hive.start(1, "predastore");
            InetSocketAddress storage = hive.socket(1, 8443);
            assertThatThrownBy(() -> new Socket(storage.getAddress(), storage.getPort()))
                    .isInstanceOf(ConnectException.class);
            hive.start(2, "predastore");
            await().untilAsserted(() -> assertThat(
                            RawClient.send(storage, hive.tls(), "GET", "/", "").status())
                    .isEqualTo(403));
        }
    }

    @Test
    void storage_that_loses_its_port_while_it_waits_ends_with_a_failure() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            HiveService waiting = hive.start(1, "predastore");
            try (ServerSocket other =
                    new ServerSocket(8443, 1, hive.socket(1, 8443).getAddress())) {
                hive.start(2, "predastore");
                assertThat(waiting.await()).isEqualTo(1);
                assertThat(other.isClosed()).isFalse();
            }
        }
    }

    @Test
    void a_cluster_of_two_stores_apart() throws Exception {
        try (FormedHive hive = new FormedHive(2, directory).startEverywhere("nats", "predastore", "hive", "awsgw")) {
            await().until(() -> names(hive, 1).size() == 2);
            assertThat(call(hive, 1, "CreateKeyPair&KeyName=one")).startsWith("200");
            assertThat(call(hive, 1, "DescribeKeyPairs")).contains("<keyName>one</keyName>");
            assertThat(call(hive, 2, "DescribeKeyPairs")).doesNotContain("<keyName>one</keyName>");
        }
    }

    @Test
    void a_cluster_of_three_stores_together_while_most_of_it_is_up() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            hive.startEverywhere("nats");
            hive.start(1, "predastore");
            HiveService second = hive.start(2, "predastore");
            HiveService third = hive.start(3, "predastore");
            hive.startEverywhere("hive", "awsgw");
            await().until(() -> names(hive, 1).size() == 3);
            assertThat(call(hive, 1, "CreateKeyPair&KeyName=one")).startsWith("200");
            assertThat(call(hive, 3, "DescribeKeyPairs")).contains("<keyName>one</keyName>");
            third.close();
            assertThat(call(hive, 1, "DescribeKeyPairs")).contains("<keyName>one</keyName>");
            second.close();
            assertThat(call(hive, 1, "DescribeKeyPairs")).startsWith("500").contains("ServerInternal");
            hive.start(2, "predastore");
            assertThat(call(hive, 2, "DescribeKeyPairs")).contains("<keyName>one</keyName>");
        }
    }

    @Test
    void the_ui_answers_on_a_single_node_and_ends_in_a_cluster() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("hive-ui")) {
            assertThat(RawClient.send(hive.socket(1, 3000), hive.tls(), "GET", "/", "")
                            .body())
                    .contains("<!DOCTYPE html>");
        }
        try (FormedHive hive = new FormedHive(2, directory)) {
            assertThatThrownBy(() -> hive.start(1, "hive-ui"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("home directory");
        }
    }

    @Test
    void all_services_of_all_nodes_start_at_the_same_time() throws Exception {
        try (FormedHive hive = new FormedHive(3, directory)) {
            List<CompletableFuture<Void>> nodes = List.of(1, 2, 3).stream()
                    .map(node -> CompletableFuture.runAsync(() -> startNode(hive, node)))
                    .toList();
            nodes.forEach(CompletableFuture::join);
            for (int node = 1; node <= 3; node++) {
                int gateway = node;
                await().untilAsserted(() ->
                        assertThat(call(hive, gateway, "DescribeInstanceTypes")).contains("t3.nano"));
            }
        }
    }

    private static void startNode(FormedHive hive, int node) {
        try {
            for (String service : List.of("nats", "predastore", "viperblock", "hive", "awsgw")) {
                hive.start(node, service);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_coordinated_shutdown_ends_service_after_service() throws Exception {
        try (FormedHive hive = new FormedHive(2, directory).startEverywhere("nats", "predastore", "viperblock")) {
            List<HiveService> daemons = List.of(hive.start(1, "hive"), hive.start(2, "hive"));
            HiveService gateway = hive.start(1, "awsgw");
            await().until(() -> names(hive, 1).size() == 2);
            BusConnection connection =
                    hive.host(1).bus().connect(hive.host(1), hive.host(1).address() + ":4222");
            List<ShutdownAck> gate = connection.shutdown(ShutdownPhase.GATE, false, 2, Duration.ofSeconds(20));
            assertThat(gate)
                    .containsExactlyInAnyOrder(
                            new ShutdownAck("node1", ShutdownPhase.GATE, List.of("awsgw"), null),
                            new ShutdownAck("node2", ShutdownPhase.GATE, List.of(), null));
            assertThat(gateway.await()).isZero();
            assertThat(connection.shutdown(ShutdownPhase.DRAIN, false, 2, Duration.ofSeconds(20)))
                    .hasSize(2);
            assertThat(connection.shutdown(ShutdownPhase.STORAGE, false, 2, Duration.ofSeconds(20)))
                    .extracting(ShutdownAck::stopped)
                    .containsOnly(List.of("viperblock"));
            assertThat(connection.shutdown(ShutdownPhase.PERSIST, false, 2, Duration.ofSeconds(20)))
                    .extracting(ShutdownAck::stopped)
                    .containsOnly(List.of("predastore"));
            assertThat(connection.shutdown(ShutdownPhase.INFRA, false, 0, Duration.ofSeconds(20)))
                    .isEmpty();
            for (HiveService daemon : daemons) {
                assertThat(daemon.await()).isZero();
            }
            assertThatThrownBy(() -> hive.host(1)
                            .bus()
                            .connect(hive.host(1), hive.host(1).address() + ":4222"))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void fewer_answers_than_expected_are_what_came_within_the_limit() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "hive")) {
            await().until(() -> !names(hive, 1).isEmpty());
            try (BusConnection connection = hive.host(1).bus().connect(hive.host(1), "0.0.0.0:4222")) {
                assertThat(connection.shutdown(ShutdownPhase.GATE, false, 2, Duration.ofMillis(300)))
                        .hasSize(1);
            }
        }
    }

    @Test
    void a_node_without_nats_is_not_heard_until_it_is_back() throws Exception {
        try (FormedHive hive = new FormedHive(2, directory)) {
            hive.start(1, "nats");
            HiveService second = hive.start(2, "nats");
            hive.startEverywhere("hive");
            await().until(() -> names(hive, 1).size() == 2);
            second.close();
            assertThat(names(hive, 1)).containsExactly("node1");
            hive.start(2, "nats");
            assertThat(names(hive, 1)).containsExactly("node1", "node2");
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_service_and_leaves_nothing() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory);
                ServerSocket other =
                        new ServerSocket(8222, 1, hive.socket(1, 8222).getAddress())) {
            assertThatThrownBy(() -> hive.start(1, "nats"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":8222");
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> new Socket(hive.host(1).address(), 4222)).isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats", "predastore", "viperblock", "hive", "awsgw", "hive-ui"})
    void a_start_that_is_interrupted_leaves_nothing(String service) throws Exception {
        try (FormedHive hive = new FormedHive(1, directory)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> hive.start(1, service)).isInstanceOf(InterruptedException.class);
            for (int port : new int[] {4222, 8222, 8443, 4432, 9999, 3000}) {
                assertThatThrownBy(() -> new Socket(hive.host(1).address(), port))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void a_daemon_that_is_closed_amid_a_shutdown_ends() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats")) {
            HiveService daemon = hive.start(1, "hive");
            await().until(() -> !names(hive, 1).isEmpty());
            try (BusConnection connection = hive.host(1).bus().connect(hive.host(1), "0.0.0.0:4222")) {
                assertThat(connection.shutdown(ShutdownPhase.INFRA, true, 0, Duration.ofSeconds(1)))
                        .isEmpty();
                daemon.close();
                assertThat(daemon.await()).isZero();
                assertThat(connection.nodes()).isEmpty();
            }
        }
    }

    @Test
    void an_unknown_service_is_an_error_that_names_the_known_ones() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory)) {
            assertThatThrownBy(() -> hive.start(1, "vpcd"))
                    .hasMessage("no service vpcd; there are: nats, predastore, viperblock, hive, awsgw, hive-ui");
        }
    }

    @Test
    void a_damaged_certificate_is_an_error_that_names_the_files() throws Exception {
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats")) {
            Files.writeString(hive.host(1).file("/home/tf-user/hive/config/server.key"), "x", StandardCharsets.UTF_8);
            assertThatThrownBy(() -> hive.start(1, "awsgw"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("server.key")
                    .hasMessageContaining("/home/tf-user/hive/config");
        }
    }

    @Test
    void nothing_is_left_of_services_that_were_closed() throws Exception {
        FormedHive hive =
                new FormedHive(3, directory).startEverywhere("nats", "predastore", "viperblock", "hive", "awsgw");
        await().until(() -> names(hive, 1).size() == 3);
        hive.close();
        for (int port : new int[] {4222, 4248, 8222, 8443, 4432, 9999}) {
            assertThatThrownBy(() -> new Socket(hive.host(2).address(), port)).isInstanceOf(ConnectException.class);
        }
        // Their work is done; a thread takes a moment more to vanish.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("test-")));
    }
}
