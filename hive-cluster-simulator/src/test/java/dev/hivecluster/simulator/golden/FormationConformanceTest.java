package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.simulator.FakeHost;
import dev.hivecluster.simulator.formation.ClusterSecrets;
import dev.hivecluster.simulator.formation.FormationServer;
import dev.hivecluster.simulator.formation.NodeRegistration;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of a real leader, asked for in their order. */
class FormationConformanceTest {
    private static final String NETWORK = "127.0.11.";
    private static final Pattern CURL = Pattern.compile(
            "\\$ curl (?:-X (?<method>\\S+) )?(?:-H .*?json -d (?<body>.*) )?http://\\S+:4432(?<path>\\S+)");

    @TempDir
    Path directory;

    private List<FakeHost> hosts = List.of();

    @Test
    void every_answer_is_equal() throws Exception {
        Path golden = GoldenRecordings.directory("multi");
        hosts = FakeHost.cluster(4, directory);
        ClusterSecrets secrets = new ClusterSecrets(
                "AKIA3YX7XJC403LRL042", "<SECRET>", "866520159568", "<NATS_TOKEN>", "hive", "ap-southeast-2");
        String certificate = "-----BEGIN CERTIFICATE-----<CERT>-----END CERTIFICATE-----\n";
        String key = "-----BEGIN PRIVATE KEY-----<MASKED>-----END PRIVATE KEY-----\n";
        int compared = 0;
        try (FormationServer leader = FormationServer.start(hosts.get(0), node(1), 3, secrets, certificate, key)) {
            for (Path file : recordings(golden)) {
                String name = file.getFileName().toString();
                if (name.contains("status-after-join2")) {
                    call("POST", "/formation/join", join(2));
                } else if (name.contains("status-complete")) {
                    call("POST", "/formation/join", join(3));
                } else if (name.contains("after-init-exit")) {
                    leader.close();
                    continue;
                }
                compare(name, Files.readString(file));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(16);
    }

    private static List<Path> recordings(Path golden) throws IOException {
        try (Stream<Path> files = Files.list(golden)) {
            return files.filter(file -> file.getFileName().toString().matches("formation-\\d\\d-.*"))
                    .sorted()
                    .toList();
        }
    }

    private void compare(String name, String recording) throws IOException {
        Matcher curl = CURL.matcher(recording.lines().findFirst().orElseThrow());
        assertThat(curl.matches()).as(name).isTrue();
        String method = curl.group("method") == null ? "GET" : curl.group("method");
        String body = curl.group("body") == null ? "" : curl.group("body");
        String received = call(method, curl.group("path"), body.replace(NETWORK, network()));
        String expected = recording.substring(recording.indexOf('\n') + 1, recording.indexOf("\n[curl rc"));
        if (expected.isBlank()) {
            assertThat(received).as(name).isEmpty();
            return;
        }
        Answer golden = Answer.parse(
                expected.replaceFirst("\n\n", "\r\n\r\n").replaceAll("\r?\n(?=[A-Z][a-zA-Z-]+: )", "\r\n"));
        Answer actual = Answer.parse(received);
        assertThat(actual.status()).as(name).isEqualTo(golden.status());
        for (String header : List.of("Content-Type", "Allow", "X-Content-Type-Options")) {
            assertThat(actual.header(header)).as(name + " " + header).isEqualTo(golden.header(header));
        }
        assertThat(meaning(actual.body().replace(network(), NETWORK))).as(name).isEqualTo(meaning(golden.body()));
    }

    /** Masks were set after the recording, and the reason why JSON is none is worded by whoever parses it. */
    private static String meaning(String body) {
        return body.strip()
                .replace("\\u003c", "<")
                .replace("\\u003e", ">")
                .replaceFirst("(invalid request body: ).*?(\",\"joined)", "$1$2");
    }

    private String network() {
        String first = hosts.get(0).address();
        return first.substring(0, first.length() - 1);
    }

    private NodeRegistration node(int index) {
        String address = network() + index;
        return new NodeRegistration(
                "node" + index, address, address, "ap-southeast-2", "ap-southeast-2a", 4432, List.of());
    }

    private String join(int index) {
        return "{\"name\":\"node%d\",\"bind_ip\":\"%s\",\"cluster_ip\":\"%s\",\"region\":\"ap-southeast-2\","
                        .formatted(index, network() + index, network() + index)
                + "\"az\":\"ap-southeast-2a\",\"port\":4432}";
    }

    private String call(String method, String path, String body) throws IOException {
        return RawClient.exchange(
                hosts.get(0).socket(hosts.get(0).address(), 4432),
                null,
                "%s %s HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(method, path, body.length(), body));
    }
}
