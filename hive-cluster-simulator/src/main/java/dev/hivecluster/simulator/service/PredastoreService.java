package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.TcpServer;
import dev.hivecluster.simulator.storage.S3Handler;
import dev.hivecluster.simulator.storage.Shards;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** {@code hive service predastore}: S3 on port 8443, as soon as more than half of the cluster's predastores run. */
final class PredastoreService {
    private static final Duration START = Duration.ofMillis(500);

    private PredastoreService() {}

    static void start(ServiceContext context, ServiceProcess process) throws IOException, InterruptedException {
        process.work(START);
        SSLContext tls = context.tls();
        InetSocketAddress socket = context.socket(ServiceContext.PREDASTORE);
        TcpServer.probe(socket);
        StorageNetwork network = context.bus().storage();
        StorageNetwork.Group group = context.storageGroup();
        process.own(() -> network.shut(socket));
        network.open(socket);
        if (network.hasQuorum(group)) {
            serve(context, process, tls, socket);
        } else {
            process.beside("quorum", () -> {
                network.awaitQuorum(group);
                serve(context, process, tls, socket);
            });
        }
    }

    private static void serve(ServiceContext context, ServiceProcess process, SSLContext tls, InetSocketAddress socket)
            throws IOException {
        S3Handler handler = new S3Handler(
                context.bus().storage().store(context.storageGroup()),
                shards(context),
                context.config().credentials(),
                context.config().self().region(),
                context.host().clock());
        process.own(HttpServer.start(
                socket, tls, process.host() + "-predastore", context.host().clock(), handler));
    }

    private static Shards shards(ServiceContext context) {
        StorageNetwork.Group group = context.storageGroup();
        return new Shards() {
            @Override
            public boolean isComplete() {
                return context.bus().storage().isWhole(group);
            }

            @Override
            public void waitInVain(Duration real) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(
                        context.host().timeScale().scaled(real).toNanos());
            }
        };
    }
}
