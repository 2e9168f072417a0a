package dev.hivecluster.e2e.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.mutation.Mutation.Ignore;
import dev.hivecluster.e2e.mutation.Mutation.SuccessToError;
import dev.hivecluster.simulator.http.HttpServer;
import dev.hivecluster.simulator.http.Request;
import dev.hivecluster.simulator.http.Response;
import io.restassured.RestAssured;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final String ANSWER = "<CreateTagsResponse></CreateTagsResponse>";

    private final Queue<Request> received = new ConcurrentLinkedQueue<>();
    private HttpServer service;
    private Wire wire;
    private URI address;

    @BeforeEach
    void stand_between() throws Exception {
        service = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                "service",
                Clock.systemUTC(),
                request -> {
                    received.add(request);
                    return Response.of(200, "application/octet-stream", ANSWER).with("Vary", "Origin");
                });
        wire = new Wire(SSLContext.getDefault());
        URI real = URI.create("http://127.0.0.1:" + service.address().getPort());
        address = URI.create("http://127.0.0.1:" + wire.open(real, null, Call::toGateway));
    }

    @AfterEach
    void end() {
        wire.close();
        service.close();
    }

    @Test
    void a_request_arrives_as_it_was_signed() {
        assertThat(call("CreateTags")).isEqualTo(200);
        Request request = received.element();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/path?query=1");
        assertThat(request.headers().all("Host")).containsExactly(address.getAuthority());
        assertThat(request.headers().all("Authorization")).containsExactly("signature");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("Action=CreateTags&Version=1");
    }

    @Test
    void an_answer_passes_as_it_was_given_while_nothing_is_wrong() {
        io.restassured.response.Response answer = RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=CreateTags")
                .post(address);
        assertThat(answer.asString()).isEqualTo(ANSWER);
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void a_mutant_changes_the_answers_to_its_action_alone() {
        wire.breed(new Mutant("CreateTags", new SuccessToError("UnsupportedOperation")));
        assertThat(call("DeleteTags")).isEqualTo(200);
        assertThat(wire.wrong()).isZero();
        assertThat(call("CreateTags")).isEqualTo(400);
        assertThat(wire.wrong()).isEqualTo(1);
        assertThat(received).hasSize(2);
    }

    @Test
    void an_ignored_request_does_not_arrive() {
        wire.breed(new Mutant("CreateTags", new Ignore()));
        assertThat(call("CreateTags")).isEqualTo(200);
        assertThat(received).isEmpty();
    }

    @Test
    void a_healed_wire_changes_nothing_any_more_but_knows_what_it_has_changed() {
        wire.breed(new Mutant("CreateTags", new SuccessToError("UnsupportedOperation")));
        call("CreateTags");
        wire.heal();
        assertThat(call("CreateTags")).isEqualTo(200);
        assertThat(wire.wrong()).isEqualTo(1);
    }

    @Test
    void each_call_is_told_with_its_answer() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        wire.listen((action, answer) -> told.add(action + ": " + answer.body()));
        call("CreateTags");
        RestAssured.get(address);
        assertThat(List.copyOf(told)).containsExactly("CreateTags: " + ANSWER, Call.WITHOUT_ACTION + ": " + ANSWER);
    }

    private int call(String action) {
        return RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .header("Authorization", "signature")
                .body("Action=%s&Version=1".formatted(action))
                .post(address.resolve("/path?query=1"))
                .statusCode();
    }
}
