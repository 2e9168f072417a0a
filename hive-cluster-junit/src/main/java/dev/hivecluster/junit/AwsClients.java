package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** What every client of the SDK needs to talk to one cluster, and to nothing else. */
final class AwsClients {
    private AwsClients() {}

    /** Sets all but the address. What a person has configured for AWS has no influence. */
    static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(B builder, Cluster cluster) {
        Credentials credentials = cluster.credentials();
        SSLSocketFactory sockets = cluster.tls().getSocketFactory();
        return builder.region(Region.of(cluster.endpoints().region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey())))
                .overrideConfiguration(configuration -> configuration.defaultProfileFile(
                        ProfileFile.aggregator().build()))
                .httpClient(UrlConnectionHttpClient.create(uri -> open(uri, sockets)));
    }

    private static HttpURLConnection open(URI uri, SSLSocketFactory sockets) {
        try {
            // A proxy that was configured for the build knows nothing of the cluster.
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(Math.toIntExact(ClientLibrary.CONNECT_LIMIT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(ClientLibrary.READ_LIMIT.toMillis()));
            if (connection instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(sockets);
                // Asked only if the certificate does not match: then the answer is no, whatever default the JVM was
                // given.
                secure.setHostnameVerifier((host, session) -> false);
            }
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
