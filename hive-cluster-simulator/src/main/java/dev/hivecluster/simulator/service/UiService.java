package dev.hivecluster.simulator.service;

import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Response;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** {@code hive service hive-ui}: a page on port 3000. In a cluster it ends at once (hive contract, section 9). */
final class UiService {
    private static final Duration START = Duration.ofMillis(300);
    private static final String PAGE = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"UTF-8\">"
            + "<title>Simulated Hive</title></head><body>A test double has no console.</body></html>";

    private UiService() {}

    static void start(ServiceContext context, ServiceProcess process) throws IOException, InterruptedException {
        process.work(START);
        if (context.config().nodes().size() > 1) {
            throw new NoSuchFileException(
                    "~/hive/config/server.pem", null, "hive-ui looks for its certificate in the home directory alone");
        }
        process.own(HttpServer.start(
                context.socket(ServiceContext.UI),
                context.tls(),
                process.host() + "-hive-ui",
                context.host().clock(),
                request -> Response.of(200, "text/html; charset=utf-8", PAGE)));
    }
}
