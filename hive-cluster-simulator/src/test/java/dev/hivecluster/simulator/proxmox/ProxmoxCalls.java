package dev.hivecluster.simulator.proxmox;

import dev.hivecluster.deploy.proxmox.ProxmoxAccess;
import dev.hivecluster.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/** Calls of the API, as any client makes them. */
public final class ProxmoxCalls {
    private final URI endpoint;
    private final String token;
    private final HttpClient client;

    /** Trusts the CA of the access and nobody else. */
    public ProxmoxCalls(ProxmoxAccess access) throws IOException, GeneralSecurityException {
        this(access, access.apiToken());
    }

    ProxmoxCalls(ProxmoxAccess access, String token) throws IOException, GeneralSecurityException {
        this.endpoint = access.endpoint();
        this.token = token;
        this.client = HttpClient.newBuilder().sslContext(trust(access)).build();
    }

    private static SSLContext trust(ProxmoxAccess access) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(access.caFile().orElseThrow())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return call("GET", path, Map.of());
    }

    public Reply post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return call("POST", path, form);
    }

    public Reply put(String path, Map<String, String> form) throws IOException, InterruptedException {
        return call("PUT", path, form);
    }

    public Reply delete(String path) throws IOException, InterruptedException {
        return call("DELETE", path, Map.of());
    }

    private Reply call(String method, String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/api2/json/" + path))
                .header("Authorization", "PVEAPIToken=" + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        form.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), Json.parse("the reply", response.body(), JsonNode.class));
    }

    /** What the API answers. */
    public record Reply(int status, JsonNode body) {
        /** What there is to know, if the call succeeded. */
        public JsonNode data() {
            if (status != 200) {
                throw new AssertionError("status %d: %s".formatted(status, body));
            }
            return body.path("data");
        }

        /** Why it was refused. */
        public String message() {
            return body.path("message").asString("").strip();
        }

        /** What is wrong with a parameter. */
        String problem(String parameter) {
            return body.path("errors").path(parameter).asString("").strip();
        }
    }
}
