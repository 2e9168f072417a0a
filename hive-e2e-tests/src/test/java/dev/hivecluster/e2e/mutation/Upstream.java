package dev.hivecluster.e2e.mutation;

import dev.hivecluster.simulator.http.Headers.Field;
import dev.hivecluster.simulator.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Sends requests on to the service that they are meant for. */
final class Upstream {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What frames a message belongs to one connection; the client writes its own. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "date", "expect", "keep-alive", "transfer-encoding");

    static {
        // The host is signed: it has to stay the one that the test has sent. Java reads this once.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final HttpClient client;

    Upstream(SSLContext trusting) {
        this.client = HttpClient.newBuilder()
                .sslContext(trusting)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(LIMIT)
                .build();
    }

    /** What the service answers. */
    Answer send(URI service, Request request) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(service.resolve(request.target()))
                .timeout(LIMIT)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        for (Field field : request.headers().fields()) {
            if (isKept(field.name())) {
                sent.header(field.name(), field.value());
            }
        }
        try {
            return answer(client.send(sent.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while %s answers".formatted(service), e);
        }
    }

    private static Answer answer(HttpResponse<String> received) {
        List<Field> fields = received.headers().map().entrySet().stream()
                .filter(field -> isKept(field.getKey()))
                .flatMap(field -> field.getValue().stream().map(value -> new Field(field.getKey(), value)))
                .toList();
        return new Answer(received.statusCode(), fields, received.body());
    }

    private static boolean isKept(String name) {
        return !FRAMING.contains(name.toLowerCase(Locale.ROOT));
    }
}
