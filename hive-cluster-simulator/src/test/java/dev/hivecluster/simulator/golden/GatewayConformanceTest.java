package dev.hivecluster.simulator.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.FormedHive;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.golden.GoldenRecordings.Recording;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import dev.hivecluster.simulator.signature.Authorization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays what was recorded with a real Hive, in its order, and compares the answers. */
class GatewayConformanceTest {
    private static final int LAST = 81;
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Credentials STRANGER = new Credentials("AKIAXXXXXXXXXXXXXXXX", "unknown");
    private static final Credentials WRONG_SECRET =
            new Credentials(FormedHive.CREDENTIALS.accessKeyId(), "not the secret");

    @TempDir
    static Path directory;

    private static FormedHive hive;
    private static SSLContext tls;
    private static final Map<String, int[]> EQUAL_OF_RECORDED = new TreeMap<>();

    @BeforeAll
    static void a_single_node_runs() throws Exception {
        hive = new FormedHive(1, directory).startEverywhere("nats", "predastore", "hive", "awsgw");
        tls = hive.tls();
        await().until(() -> !hive.host(1)
                .bus()
                .connect(hive.host(1), "0.0.0.0:4222")
                .nodes()
                .isEmpty());
    }

    @AfterAll
    static void the_score_is_kept() throws IOException {
        hive.close();
        StringBuilder table = new StringBuilder("action equal/recorded\n");
        EQUAL_OF_RECORDED.forEach(
                (action, counts) -> table.append("%s %d/%d%n".formatted(action, counts[0], counts[1])));
        Files.writeString(GoldenRecordings.target().resolve("golden-conformance.txt"), table.toString());
        System.out.print(table);
    }

    @TestFactory
    Stream<DynamicTest> answers_equal_the_recordings() throws IOException {
        Path golden = GoldenRecordings.directory("962d");
        List<DynamicTest> tests = new ArrayList<>();
        Instant recorded = Instant.EPOCH;
        for (Recording recording : GoldenRecordings.read(golden, LAST)) {
            recorded = recording.time().orElse(recorded);
            Duration age = Duration.between(recorded, Instant.now());
            tests.add(DynamicTest.dynamicTest(recording.name(), () -> compare(recording, age)));
        }
        return tests.stream();
    }

    private static void compare(Recording recording, Duration age) throws IOException {
        boolean plain = recording.name().contains("Plain-http");
        String received = RawClient.exchange(hive.socket(1, 9999), plain ? null : tls, again(recording, age));
        if (plain) {
            assertThat(received).isEmpty();
        }
        if (recording.answer().isPresent()) {
            int[] counts = EQUAL_OF_RECORDED.computeIfAbsent(recording.action(), any -> new int[2]);
            counts[1]++;
            Answer expected = recording.answer().get();
            Answer actual = Answer.parse(received);
            assertThat(actual.status()).isEqualTo(expected.status());
            for (String header : List.of(
                    "Content-Type", "Vary", "Allow", "Access-Control-Allow-Origin", "Access-Control-Allow-Methods")) {
                assertThat(actual.header(header)).as(header).isEqualTo(expected.header(header));
            }
            if (expected.status() >= 400) {
                assertThat(actual.header("Content-Length")).isEqualTo(expected.header("Content-Length"));
            }
            assertThat(ComparableXml.of(actual.body())).isEqualTo(ComparableXml.of(expected.body()));
            counts[0]++;
        }
    }

    /** The same request, at the same distance from now as it was from then, and signed again if it was signed. */
    private static String again(Recording recording, Duration age) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(recording.headers());
        String host = hive.host(1).address() + ":9999";
        headers.put("Host", host);
        Optional<Instant> signed = Optional.ofNullable(headers.get("X-Amz-Date"))
                .map(date -> AMZ_DATE.parse(date, Instant::from).plus(age));
        signed.ifPresent(time -> headers.put("X-Amz-Date", AMZ_DATE.format(time)));
        Optional<Authorization> authorization =
                Optional.ofNullable(headers.get("Authorization")).flatMap(Authorization::parse);
        boolean signAgain = authorization.isPresent()
                && signed.isPresent()
                && !recording.name().contains("bad-signature");
        if (signAgain) {
            Map<String, String> toSign = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            authorization.get().signedHeaders().forEach(name -> toSign.put(name, headers.get(name)));
            toSign.remove("x-amz-date");
            headers.putAll(SignedRequests.sign(
                    credentials(recording),
                    authorization.get().service(),
                    authorization.get().region(),
                    signed.get(),
                    recording.method(),
                    host,
                    recording.target(),
                    toSign,
                    recording.body()));
        }
        String body = recording.name().contains("tampered") ? recording.body() + "&More=1" : recording.body();
        return SignedRequests.text(recording.method(), recording.target(), headers, body);
    }

    private static Credentials credentials(Recording recording) {
        if (recording.name().contains("unknown-access-key")) {
            return STRANGER;
        }
        return recording.name().contains("wrong-secret") ? WRONG_SECRET : FormedHive.CREDENTIALS;
    }
}
