package dev.hivecluster.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.gateway.GatewayHandler;
import dev.hivecluster.simulator.gateway.SignedRequests;
import dev.hivecluster.simulator.golden.ComparableXml;
import dev.hivecluster.simulator.golden.GoldenRecordings;
import dev.hivecluster.simulator.golden.GoldenRecordings.Recording;
import dev.hivecluster.simulator.http.Handler;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import dev.hivecluster.simulator.storage.S3Handler;
import dev.hivecluster.simulator.storage.Shards;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays what was recorded of volumes, snapshots, images, tags and objects with a real Hive, in its order, and compares
 * the answers. What instances do to volumes meanwhile is done here by hand, at the place where it was recorded.
 */
class RecordedResourcesTest {
    private static final Credentials CREDENTIALS = new Credentials("AKIAEXAMPLE", "secret");
    private static final String RECORDED_KEY = "AKIARGJ6VTFFD1C12676";
    private static final String REGION = "ap-southeast-2";
    private static final String INSTANCE = "i-4d5baf5783ff5b27e";
    private static final String AMI = "ami-1f447832ed02f7925";
    private static final String ROOT = "vol-f5fe79890cc458a61";
    private static final String DATA = "vol-f5c09678626e630ea";
    private static final int FIRST = 82;
    private static final int LAST = 272;
    private static final Set<String> ACTIONS = Set.of(
            "DescribeImages",
            "CreateVolume",
            "DescribeVolumes",
            "DescribeVolumeStatus",
            "ModifyVolume",
            "DeleteVolume",
            "CreateSnapshot",
            "DescribeSnapshots",
            "CopySnapshot",
            "DeleteSnapshot",
            "CreateTags",
            "DescribeTags",
            "DeleteTags",
            "CreateEgressOnlyInternetGateway",
            "DescribeEgressOnlyInternetGateways",
            "DeleteEgressOnlyInternetGateway",
            "S3");
    /** The blocks of images and volumes are not stored, so that there is less to list. */
    private static final Set<String> WITHOUT_BLOCKS = Set.of("166-S3-ListObjectsV2-root", "169-S3-ListObjects-v1");
    /** Counters of viperblock's that say how an image was written. */
    private static final Set<String> COUNTERS = Set.of("SeqNum", "ObjectNum", "WALNum");

    private static final FakePlatform PLATFORM = new FakePlatform();
    private static final VolumeStore VOLUMES = new VolumeStore(PLATFORM.objects());
    private static final RecordedIds IDS = new RecordedIds();

    private static HttpServer gateway;
    private static HttpServer storage;

    @BeforeAll
    static void gateway_and_storage_listen() throws IOException {
        gateway = serve("gateway", new GatewayHandler(CREDENTIALS, Clock.systemUTC(), new HiveCompute(PLATFORM)));
        storage = serve(
                "storage", new S3Handler(PLATFORM.objects(), new Whole(), CREDENTIALS, REGION, Clock.systemUTC()));
        new HiveCompute(PLATFORM).createKeyPair(request -> request.keyName("test-key-1"));
        IDS.put(RECORDED_KEY, CREDENTIALS.accessKeyId());
        IDS.put(
                AMI,
                new ImageStore(PLATFORM.objects())
                        .importImage(
                                "ami-debian-12-x86_64", "x86_64", "Linux/UNIX", 943_718_400, REGION, Instant.now()));
    }

    private static HttpServer serve(String name, Handler handler) throws IOException {
        return HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, name, Clock.systemUTC(), handler);
    }

    @AfterAll
    static void both_end() {
        gateway.close();
        storage.close();
    }

    @TestFactory
    Stream<DynamicTest> answers_equal_the_recordings() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recording recording : GoldenRecordings.read(GoldenRecordings.directory("962d"), LAST)) {
            if (number(recording) >= FIRST) {
                tests.add(DynamicTest.dynamicTest(recording.name(), () -> {
                    instances(recording);
                    if (ACTIONS.contains(recording.action())) {
                        compare(recording);
                    }
                }));
            }
        }
        return tests.stream();
    }

    private static int number(Recording recording) {
        return Integer.parseInt(recording.name().substring(0, 3));
    }

    /** What instances did, by the recording in which they did it. */
    private static void instances(Recording recording) {
        Instant now = Instant.now();
        switch (number(recording)) {
            case 104 -> {
                IDS.put(
                        ROOT,
                        VOLUMES.createRoot(IDS.get(AMI), 0, true, now)
                                .orElseThrow()
                                .id());
                VOLUMES.attach(IDS.get(ROOT), INSTANCE, "", now);
            }
            case 127 -> VOLUMES.attach(IDS.get(DATA), INSTANCE, "/dev/sdf", now);
            case 135 -> VOLUMES.detach(IDS.get(DATA));
            case 190 -> image("ami-b3b06f22b407f360c", "snap-f1be8c8022fab468a", "E2E test custom image");
            case 191 -> image("ami-7040301fb6cee8b62", "snap-5ff4e6f9ec8d70c5d", "");
            case 238, 256 -> VOLUMES.detach(IDS.get(ROOT));
            case 250 -> VOLUMES.attach(IDS.get(ROOT), INSTANCE, "", now);
            default -> {
                // Nothing else touches volumes.
            }
        }
    }

    private static void image(String ami, String snapshot, String description) {
        ImageRecord image = new ImageStore(PLATFORM.objects())
                .createFrom(IDS.get(ROOT), IDS.get(AMI), "e2e-custom-ami", description, Instant.now());
        IDS.put(ami, image.id());
        IDS.put(snapshot, image.snapshotId());
    }

    private static void compare(Recording recording) throws IOException {
        boolean s3 = recording.action().equals("S3");
        Answer actual = Answer.parse(
                RawClient.exchange((s3 ? storage : gateway).address(), null, again(recording, s3 ? "s3" : "ec2")));
        if (recording.answer().isEmpty()) {
            return;
        }
        Answer expected = recording.answer().get();
        assertThat(actual.status()).isEqualTo(expected.status());
        IDS.born(expected.body(), actual.body());
        for (String header :
                List.of("Content-Type", "Vary", "Location", "Content-Range", "Access-Control-Allow-Origin")) {
            assertThat(actual.header(header)).as(header).isEqualTo(expected.header(header));
        }
        // Of an object whose key names no resource it is the same each time.
        if (!recording.target().matches(".*-[0-9a-f]{17}/.*")) {
            assertThat(actual.header("Etag")).isEqualTo(expected.header("Etag"));
        }
        if (!WITHOUT_BLOCKS.contains(recording.name())) {
            assertThat(comparable(actual.body())).isEqualTo(comparable(IDS.translated(expected.body())));
        }
    }

    private static Object comparable(String body) {
        if (body.startsWith("<")) {
            return ComparableXml.of(body.replaceAll("<HostId>[^<]*</HostId>", ""));
        }
        boolean json = body.startsWith("{") && body.endsWith("}");
        return json ? masked(new JsonMapper().readValue(body, Map.class)) : body;
    }

    private static Object masked(Map<?, ?> document) {
        Map<String, Object> masked = new TreeMap<>();
        document.forEach((key, value) -> {
            boolean time = value instanceof String text && text.matches("2\\d{3}-\\d\\d-\\d\\dT.*Z");
            Object comparable = value instanceof Map<?, ?> inner ? masked(inner) : String.valueOf(value);
            masked.put(key.toString(), time ? "a time" : COUNTERS.contains(key.toString()) ? "a counter" : comparable);
        });
        return masked;
    }

    private static String again(Recording recording, String service) {
        String host = "localhost:8443";
        String target = IDS.translated(recording.target());
        String body = IDS.translated(recording.body());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String kept : List.of("Content-Type", "Range", "Content-Encoding")) {
            String value = recording.headers().get(kept);
            if (value != null) {
                headers.put(kept, value);
            }
        }
        if (recording.name().contains("unsigned")) {
            headers.put("Host", host);
            return SignedRequests.text(recording.method(), target, headers, body);
        }
        return SignedRequests.text(
                recording.method(),
                target,
                SignedRequests.sign(
                        credentials(recording),
                        service,
                        recording.name().contains("wrong-region") ? "us-east-1" : REGION,
                        Instant.now(),
                        recording.method(),
                        host,
                        target,
                        headers,
                        body),
                body);
    }

    private static Credentials credentials(Recording recording) {
        if (recording.name().contains("bad-secret")) {
            return new Credentials(CREDENTIALS.accessKeyId(), "wrong");
        }
        return recording.name().contains("unknown-key") ? new Credentials("AKIAX", "wrong") : CREDENTIALS;
    }

    private static final class Whole implements Shards {
        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public void waitInVain(Duration real) {
            throw new AssertionError("no node is away");
        }
    }
}
