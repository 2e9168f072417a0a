package dev.hivecluster.configure;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An HTTPS server on 127.0.0.1 with a certificate of a CA of its own; it forbids one path, and answers all others. */
final class TlsServer implements AutoCloseable {
    /** The path that is answered with status 403. */
    static final String FORBIDDEN = "/forbidden";

    private static final String PASSWORD = "changeit";

    private final String certificate;
    private final HttpsServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /**
     * @param directory for its keys
     * @param host what its certificate is for, as {@code keytool} names it: {@code ip:127.0.0.1}
     */
    TlsServer(Path directory, String host) throws Exception {
        Path keys = Files.createTempDirectory(directory, "tls").resolve("keys.p12");
        keytool(keys, "-alias", "ca", "-dname", "CN=CA", "-ext", "bc:critical=ca:true");
        keytool(keys, "-alias", "server", "-dname", "CN=server", "-ext", "san=" + host, "-signer", "ca");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(store.getCertificate("ca").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        store.deleteEntry("ca");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Amz-Date") + " " + body);
            byte[] answer = "answer".getBytes(StandardCharsets.UTF_8);
            int status = exchange.getRequestURI().getPath().equals(FORBIDDEN) ? 403 : 200;
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    /** The CA that signed its certificate, PEM. */
    String certificate() {
        return certificate;
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it was asked: method, path, date, body. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void keytool(Path keys, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}
