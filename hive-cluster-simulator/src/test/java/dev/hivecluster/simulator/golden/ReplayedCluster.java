package dev.hivecluster.simulator.golden;

import static org.awaitility.Awaitility.await;

import dev.hivecluster.simulator.FakeHost;
import dev.hivecluster.simulator.FormedHive;
import dev.hivecluster.simulator.VirtualTime;
import dev.hivecluster.simulator.compute.ImageStore;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.service.BusConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A cluster of the size that was recorded, and what can happen to it besides requests. Its instances live in a time of the
 * test's own, so that a state lasts as long as it did when it was recorded.
 */
final class ReplayedCluster implements AutoCloseable {
    private static final String REGION = "ap-southeast-2";
    private static final List<String> SERVICES = List.of("nats", "predastore", "hive", "awsgw");

    /** Of the image that was imported when the recordings were made. */
    private static final long IMAGE_BYTES = 943_718_400;

    private final int nodes;
    private final VirtualTime time = new VirtualTime();
    private final RecordedIds ids = new RecordedIds();
    private final FormedHive hive;
    private final SSLContext tls;

    ReplayedCluster(int nodes, Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        this.nodes = nodes;
        this.hive = new FormedHive(FakeHost.cluster(nodes, directory, any -> time.timetable()));
        this.tls = hive.tls();
        hive.startEverywhere(SERVICES.toArray(String[]::new));
        awaitNodes(nodes);
    }

    VirtualTime time() {
        return time;
    }

    RecordedIds ids() {
        return ids;
    }

    /** A node's address and a port of it, as a client names it. */
    String host(int node, int port) {
        return hive.host(node).address() + ":" + port;
    }

    /** What the cluster sends back; over TLS unless told otherwise. */
    String exchange(int node, int port, boolean encrypted, String request) throws IOException {
        return RawClient.exchange(hive.socket(node, port), encrypted ? tls : null, request);
    }

    /** Imports an image as the {@code hive} command does. */
    void importImage(String recordedId) {
        ImageStore images = new ImageStore(
                hive.host(1).bus().objects(hive.host(1), hive.config(1)).orElseThrow());
        ids.put(
                recordedId,
                images.importImage("ami-debian-12-x86_64", "x86_64", "Linux/UNIX", IMAGE_BYTES, REGION, Instant.now()));
    }

    /** Ends all services of a node at once. */
    void kill(int node) throws IOException {
        hive.stop(node);
        awaitNodes(nodes - 1);
    }

    /** Starts them again. */
    void restart(int node) throws IOException, InterruptedException {
        for (String service : SERVICES) {
            hive.start(node, service);
        }
        awaitNodes(nodes);
    }

    /** Lets the time pass until what a call waits for has happened. */
    void completeCall() {
        await().until(() -> time.pending() > 0);
        time.passToNext();
    }

    private void awaitNodes(int count) throws IOException {
        try (BusConnection connection = hive.host(1).bus().connect(hive.host(1), "0.0.0.0:4222")) {
            await().until(() -> connection.nodes().size() == count);
        }
    }

    @Override
    public void close() {
        hive.close();
    }
}
