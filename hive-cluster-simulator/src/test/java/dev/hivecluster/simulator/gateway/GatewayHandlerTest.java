package dev.hivecluster.simulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.Credentials;
import dev.hivecluster.simulator.compute.HiveErrors;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.RawClient;
import dev.hivecluster.simulator.http.RawClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Region;

class GatewayHandlerTest {
    private static final Credentials CREDENTIALS = new Credentials("AKIAEXAMPLE", "secret");
    private static final Instant NOW = Instant.parse("2026-11-23T14:19:01Z");

    /** Actions that answer, refuse and break. */
    public static final class Actions implements Ec2Client {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}

        @Override
        public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
            return DescribeRegionsResponse.builder()
                    .regions(Region.builder()
                            .regionName(String.join("|", request.regionNames()))
                            .build())
                    .build();
        }

        @Override
        public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
            throw HiveErrors.error("InvalidKeyPair.NotFound");
        }

        @Override
        public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
            throw new IllegalStateException("a bug");
        }
    }

    private HttpServer server;

    @BeforeEach
    void the_gateway_listens() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                "gateway-test",
                clock,
                new GatewayHandler(CREDENTIALS, clock, new Actions()));
    }

    @AfterEach
    void the_gateway_ends() {
        server.close();
    }

    private Answer unsigned(String method, Map<String, String> headers) throws IOException {
        return Answer.parse(RawClient.exchange(server.address(), null, SignedRequests.text(method, "/", headers, "")));
    }

    private Answer signed(String body, Instant time, Map<String, String> headers) throws IOException {
        Map<String, String> fields = new TreeMap<>(SignedRequests.sign(
                CREDENTIALS, "ec2", "anywhere", time, "POST", "localhost:9999", "/", Map.of(), body));
        fields.putAll(headers);
        return Answer.parse(RawClient.exchange(server.address(), null, SignedRequests.text("POST", "/", fields, body)));
    }

    private Answer signed(String body) throws IOException {
        return signed(body, NOW, Map.of());
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.body())
                .matches("(?s)<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?>\n<Response>\n  <Errors>\n    <Error>\n"
                        + "      <Code>" + code + "</Code>\n      <Message></Message>\n    </Error>\n  </Errors>\n"
                        + "  <RequestID>[^<]+</RequestID>\n</Response>");
    }

    @Test
    void an_action_gets_its_parameters_and_its_answer_is_an_octet_stream() throws Exception {
        Answer answer = signed("Action=DescribeRegions&RegionName.1=a%26b&RegionName.2=c+d&Unknown=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.body())
                .isEqualTo("<DescribeRegionsResponse><regionInfo><item><regionName>a&amp;b|c d</regionName></item>"
                        + "</regionInfo></DescribeRegionsResponse>");
    }

    @Test
    void an_error_of_an_action_has_its_status_and_code() throws Exception {
        refused(signed("Action=DescribeTags"), 404, "InvalidKeyPair.NotFound");
    }

    @Test
    void an_action_that_breaks_is_an_internal_error() throws Exception {
        refused(signed("Action=DescribeVolumes"), 500, "InternalError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=DescribeVpcs",
                "Action=describeRegions",
                "Action=Close",
                "Action=ServiceName",
                "Action=../../x",
                "Action=",
                "Action",
                "=DescribeRegions",
                "",
            })
    void what_is_no_action_of_hive_is_invalid(String body) throws Exception {
        refused(signed(body), 400, "InvalidAction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action=DescribeRegions&AllRegions=perhaps", "Action=DescribeRegions&RegionName.1=%zz"})
    void a_value_that_cannot_be_read_is_invalid(String body) throws Exception {
        refused(signed(body), 400, "InvalidParameterValue");
    }

    @ParameterizedTest
    @CsvSource({"-300, 200", "300, 200", "-301, 403", "301, 403"})
    void a_clock_may_differ_by_five_minutes(int seconds, int status) throws Exception {
        assertThat(signed("Action=DescribeRegions", NOW.plusSeconds(seconds), Map.of())
                        .status())
                .isEqualTo(status);
    }

    @Test
    void a_time_that_is_none_is_an_incomplete_signature() throws Exception {
        refused(signed("Action=DescribeRegions", NOW, Map.of("X-Amz-Date", "yesterday")), 400, "IncompleteSignature");
    }

    @Test
    void a_request_id_is_echoed_with_its_characters_escaped() throws Exception {
        assertThat(unsigned("GET", Map.of("x-amz-request-id", "<1>")).body())
                .contains("<RequestID>&lt;1&gt;</RequestID>");
    }

    @Test
    void a_strange_page_is_not_allowed_to_call() throws Exception {
        Answer preflight =
                unsigned("OPTIONS", Map.of("Origin", "https://evil.example", "Access-Control-Request-Method", "POST"));
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        Answer call = unsigned("GET", Map.of("Origin", "https://evil.example"));
        assertThat(call.status()).isEqualTo(403);
        assertThat(call.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void hives_own_page_may_read_answers() throws Exception {
        Answer call = unsigned("GET", Map.of("Origin", "https://localhost:3000"));
        assertThat(call.header("Access-Control-Allow-Origin")).isEqualTo("https://localhost:3000");
        assertThat(call.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    @Test
    void options_that_ask_nothing_need_a_signature_as_all_do() throws Exception {
        refused(unsigned("OPTIONS", Map.of()), 403, "MissingAuthenticationToken");
    }
}
