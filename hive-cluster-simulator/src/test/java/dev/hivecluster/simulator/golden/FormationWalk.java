package dev.hivecluster.simulator.golden;

import dev.hivecluster.simulator.FakeHost;
import dev.hivecluster.simulator.formation.ClusterSecrets;
import dev.hivecluster.simulator.formation.FormationServer;
import dev.hivecluster.simulator.formation.NodeRegistration;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks a leader what a real one was asked while a cluster formed, in its order. */
final class FormationWalk implements AutoCloseable {
    private static final String NETWORK = "127.0.11.";
    private static final int NODES = 3;
    private static final int PORT = 4432;
    private static final Pattern CURL = Pattern.compile(
            "\\$ curl (?:-X (?<method>\\S+) )?(?:-H .*?json -d (?<body>.*) )?http://\\S+:4432(?<path>\\S+)");

    private final List<FakeHost> hosts;
    private final FormationServer leader;

    FormationWalk(Path directory) throws IOException {
        this.hosts = FakeHost.cluster(NODES + 1, directory);
        ClusterSecrets secrets = new ClusterSecrets(
                "AKIA3YX7XJC403LRL042", "<SECRET>", "866520159568", "<NATS_TOKEN>", "hive", "ap-southeast-2");
        String certificate = "-----BEGIN CERTIFICATE-----<CERT>-----END CERTIFICATE-----\n";
        String key = "-----BEGIN PRIVATE KEY-----<MASKED>-----END PRIVATE KEY-----\n";
        this.leader = FormationServer.start(hosts.get(0), node(1), NODES, secrets, certificate, key);
    }

    /** The recordings, in the order in which they were made. */
    static List<Path> recordings(Path golden) throws IOException {
        try (Stream<Path> files = Files.list(golden)) {
            return files.filter(file -> file.getFileName().toString().matches("formation-\\d\\d-.*"))
                    .sorted()
                    .toList();
        }
    }

    /** The action that a recording asks for. */
    static String action(Path recording) throws IOException {
        return "Formation " + curl(Files.readString(recording)).group("path");
    }

    /** Asks again; returns in what the answer differs. */
    List<Difference> replay(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.contains("status-after-join2")) {
            call("POST", "/formation/join", join(2));
        } else if (name.contains("status-complete")) {
            call("POST", "/formation/join", join(NODES));
        } else if (name.contains("after-init-exit")) {
            leader.close();
        }
        String recording = Files.readString(file);
        Matcher curl = curl(recording);
        String method = Optional.ofNullable(curl.group("method")).orElse("GET");
        String body = Optional.ofNullable(curl.group("body")).orElse("");
        String received = call(method, curl.group("path"), body.replace(NETWORK, network()));
        String expected = recording.substring(recording.indexOf('\n') + 1, recording.indexOf("\n[curl rc"));
        if (expected.isBlank() || received.isBlank()) {
            boolean equal = expected.isBlank() && received.isBlank();
            return equal ? List.of() : List.of(new Difference("status", expected, received));
        }
        String wire = expected.replaceFirst("\n\n", "\r\n\r\n")
                .replaceAll("\r?\n(?=[A-Z][a-zA-Z-]+: )", "\r\n")
                // curl has put the chunks together.
                .replace("Transfer-Encoding: chunked\r\n", "");
        return Difference.between(meaning(Answer.parse(wire)), meaning(Answer.parse(received)));
    }

    private static Matcher curl(String recording) {
        Matcher curl = CURL.matcher(recording.lines().findFirst().orElseThrow());
        if (!curl.matches()) {
            throw new IllegalArgumentException("not a call of curl: " + recording);
        }
        return curl;
    }

    /** Masks were set after the recording, and the reason why JSON is none is worded by whoever parses it. */
    private Answer meaning(Answer answer) {
        String body = answer.body()
                .strip()
                .replace(network(), NETWORK)
                .replace("\\u003c", "<")
                .replace("\\u003e", ">")
                .replaceFirst("(invalid request body: ).*?(\",\"joined)", "$1$2");
        return new Answer(answer.status(), answer.headers(), body);
    }

    private String network() {
        String first = hosts.get(0).address();
        return first.substring(0, first.length() - 1);
    }

    private NodeRegistration node(int index) {
        String address = network() + index;
        return new NodeRegistration(
                "node" + index, address, address, "ap-southeast-2", "ap-southeast-2a", PORT, List.of());
    }

    private String join(int index) {
        return "{\"name\":\"node%d\",\"bind_ip\":\"%s\",\"cluster_ip\":\"%s\",\"region\":\"ap-southeast-2\","
                        .formatted(index, network() + index, network() + index)
                + "\"az\":\"ap-southeast-2a\",\"port\":4432}";
    }

    /** What came back: nothing from a leader that drops the connection, and nothing from one that is gone. */
    private String call(String method, String path, String body) throws IOException {
        try {
            return exchange(method, path, body);
        } catch (ConnectException e) {
            return "";
        }
    }

    private String exchange(String method, String path, String body) throws IOException {
        return RawClient.exchange(
                hosts.get(0).socket(hosts.get(0).address(), PORT),
                null,
                "%s %s HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(method, path, body.length(), body));
    }

    @Override
    public void close() {
        leader.close();
    }
}
