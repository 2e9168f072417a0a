package dev.hivecluster.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Credentials;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * One kept connection to the first gateway of a cluster. A request that was signed once can be sent again and again, so
 * that the gateway is measured, not a client; its signature is valid for five minutes.
 */
final class GatewayConnection implements AutoCloseable {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final URI gateway;
    private final String region;
    private final Credentials credentials;
    private final SSLSocket socket;
    private final OutputStream out;
    private final InputStream in;

    GatewayConnection(Cluster cluster) throws IOException {
        gateway = cluster.endpoints().gateway();
        region = cluster.endpoints().region();
        credentials = cluster.credentials();
        socket = (SSLSocket) cluster.tls().getSocketFactory().createSocket(gateway.getHost(), gateway.getPort());
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** Sends a request that is signed now, and returns the answer. */
    String call(String form) throws IOException {
        out.write(sign(form));
        out.flush();
        return new String(in.readNBytes(head()), UTF_8);
    }

    /** Sends a signed request, and reads the answer to its end. */
    void replay(byte[] signed) throws IOException {
        out.write(signed);
        out.flush();
        in.skipNBytes(head());
    }

    /** A request as it goes over the wire, with the signature of now. */
    byte[] sign(String form) {
        byte[] body = form.getBytes(UTF_8);
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(gateway)
                .encodedPath("/")
                .putHeader("Host", gateway.getAuthority())
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .build();
        AwsCredentialsIdentity identity =
                AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey());
        SdkHttpRequest signed = SIGNER.sign(signing -> signing.identity(identity)
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
            header.getValue()
                    .forEach(value -> head.append(header.getKey())
                            .append(": ")
                            .append(value)
                            .append("\r\n"));
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] headBytes = head.toString().getBytes(ISO_8859_1);
        byte[] whole = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, whole, 0, headBytes.length);
        System.arraycopy(body, 0, whole, headBytes.length, body.length);
        return whole;
    }

    /** Reads an answer's status and header fields, and returns the length of its body. */
    private int head() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the gateway answered " + status + ": " + new String(in.readNBytes(length), UTF_8));
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the gateway closed the connection");
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
