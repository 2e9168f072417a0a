package dev.hivecluster.configure;

import dev.hivecluster.remote.ClusterTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Talks HTTP to a cluster's services. Over TLS it trusts the cluster's own CA and no other, and the certificate must be
 * for the host that was asked.
 */
final class ClusterClient implements ClusterHttp {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);

    private final SSLSocketFactory sockets;

    /**
     * @param certificate the cluster's CA, PEM
     * @throws IllegalArgumentException if it is no certificate
     */
    ClusterClient(String certificate) {
        sockets = ClusterTls.trusting(certificate).getSocketFactory();
    }

    @Override
    public Answer get(URI uri) throws IOException {
        HttpURLConnection connection = open(uri);
        try {
            return answer(connection);
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public Answer post(URI uri, Map<String, String> headers, byte[] body) throws IOException {
        HttpURLConnection connection = open(uri);
        try {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            headers.forEach(connection::setRequestProperty);
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
            return answer(connection);
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(URI uri) throws IOException {
        // A proxy that was configured for the build knows nothing of the cluster.
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(READ.toMillis()));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets);
            // Asked only if the certificate does not match: then the answer is no, whatever default the JVM was given.
            secure.setHostnameVerifier((host, session) -> false);
        }
        return connection;
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
