package dev.hivecluster.junit;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.parsing.Parser;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.apache.http.conn.ssl.SSLSocketFactory;

/** Makes REST Assured's specifications; its global settings stay as they are. */
final class RestAssuredSpecifications {
    private RestAssuredSpecifications() {}

    @SuppressWarnings("deprecation") // REST Assured has no other way to be given a socket factory.
    static RequestSpecification create(Cluster cluster, Node node) {
        SSLSocketFactory sockets = new SSLSocketFactory(cluster.tls(), SSLSocketFactory.STRICT_HOSTNAME_VERIFIER);
        RequestSpecification specification = new RequestSpecBuilder()
                .setBaseUri(cluster.endpoints().of(node).gateway())
                .setConfig(RestAssuredConfig.config()
                        .sslConfig(SSLConfig.sslConfig().sslSocketFactory(sockets))
                        .httpClient(HttpClientConfig.httpClientConfig()
                                .setParam("http.connection.timeout", millis(ClientLibrary.CONNECT_LIMIT))
                                .setParam("http.socket.timeout", millis(ClientLibrary.READ_LIMIT))))
                // Hive's gateway does not say that its answers are XML (contract, section 9).
                .addFilter((request, response, context) -> {
                    response.parser("application/octet-stream", Parser.XML);
                    return context.next(request, response);
                })
                .build();
        // What a builder makes can only be a template; this can be used itself as well.
        return RestAssured.given(specification);
    }

    private static int millis(Duration limit) {
        return Math.toIntExact(limit.toMillis());
    }
}
