package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.simulator.FormedHive;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon's and the NATS monitor's answers: the same status, header fields and keys as a real one's. */
class ServiceConformanceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "daemon-4432-health.txt, 4432, GET, /health",
        "daemon-4432-health-POST.txt, 4432, POST, /health",
        "daemon-4432-nope.txt, 4432, GET, /nope",
        "daemon-4432-formation-health.txt, 4432, GET, /formation/health",
        "daemon-4432-formation-status.txt, 4432, GET, /formation/status",
        "nats-8222-healthz-single.txt, 8222, GET, /healthz",
        "nats-8222-varz-single.txt, 8222, GET, /varz",
        "nats-8222-connz-single.txt, 8222, GET, /connz",
        "nats-8222-jsz-single.txt, 8222, GET, /jsz",
        "nats-8222-routez-single.txt, 8222, GET, /routez",
    })
    void a_single_node_answers_as_recorded(String file, int port, String method, String path) throws Exception {
        Answer expected = Answer.parse(wire(GoldenRecordings.directory("state").resolve(file)));
        try (FormedHive hive = new FormedHive(1, directory).startEverywhere("nats", "viperblock", "hive", "awsgw")) {
            Answer actual = RawClient.send(hive.socket(1, port), null, method, path, "");
            assertThat(actual.status()).isEqualTo(expected.status());
            for (String header : List.of("Content-Type", "Allow", "Access-Control-Allow-Origin")) {
                assertThat(actual.header(header)).as(header).isEqualTo(expected.header(header));
            }
            if (expected.header("Content-Type").contains("json")) {
                assertThat(keys(actual.body())).isEqualTo(keys(expected.body()));
            } else {
                assertThat(actual.body()).isEqualTo(expected.body());
            }
        }
    }

    @Test
    void the_health_of_a_cluster_node_has_the_recorded_keys_in_their_order() throws Exception {
        Answer expected = Answer.parse(wire(GoldenRecordings.directory("multi").resolve("health-node1.txt")));
        try (FormedHive hive = new FormedHive(3, directory).startEverywhere("nats", "hive")) {
            Answer actual = RawClient.send(hive.socket(1, 4432), null, "GET", "/health", "");
            assertThat(masked(actual.body())).isEqualTo(masked(expected.body()));
        }
    }

    @Test
    void the_routes_of_a_cluster_node_are_as_many_and_have_the_same_keys() throws Exception {
        String expected = Files.readString(GoldenRecordings.directory("multi").resolve("routez-node1.json"));
        try (FormedHive hive = new FormedHive(3, directory).startEverywhere("nats")) {
            await().untilAsserted(() -> {
                String actual = RawClient.send(hive.socket(1, 8222), null, "GET", "/routez", "")
                        .body();
                assertThat(keys(actual)).isEqualTo(keys(expected));
                assertThat(names(actual)).isEqualTo(names(expected));
            });
        }
    }

    private static String wire(Path file) throws IOException {
        String text = Files.readString(file).replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        return text.substring(0, end).replace("\n", "\r\n") + "\r\n\r\n" + text.substring(end + 2);
    }

    private static String masked(String health) {
        return health.replaceAll("[0-9a-f]{64}", "hash").replaceAll("\"uptime\":\\d+", "\"uptime\":0");
    }

    private static List<String> names(String routez) {
        return JSON.readTree(routez)
                .get("routes")
                .valueStream()
                .map(route -> route.get("remote_name").asString())
                .sorted()
                .toList();
    }

    private static Set<String> keys(String json) {
        Set<String> keys = new TreeSet<>();
        collect("", JSON.readTree(json), keys);
        return keys;
    }

    private static void collect(String path, JsonNode node, Set<String> keys) {
        // Which paths the monitor was asked for is not a matter of form.
        if (!path.startsWith(".http_req_stats.")) {
            keys.add(path);
        }
        node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), keys));
        if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, keys));
        }
    }
}
