package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import com.sun.net.httpserver.HttpServer;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Endpoints;
import dev.hivecluster.model.Inventory;
import dev.hivecluster.model.Node;
import io.restassured.RestAssured;
import io.restassured.specification.QueryableRequestSpecification;
import io.restassured.specification.RequestSpecification;
import io.restassured.specification.SpecificationQuerier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

class ParametersTest {
    private static final Set<String> PLACES = ConcurrentHashMap.newKeySet();
    private static final AtomicReference<String> SERVER = new AtomicReference<>();
    private static final Set<Object> CLIENTS = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path project;

    private FakeHive hive;

    @BeforeEach
    void make_a_fake() {
        PLACES.clear();
        CLIENTS.clear();
        hive = new FakeHive(project.resolve("clusters"));
    }

    @Test
    void every_type_is_given_to_a_test() {
        assertAllPassed(hive.run(EveryType.class), 1);
    }

    @Test
    void a_parameter_may_stand_wherever_junit_resolves_them() {
        assertAllPassed(hive.run(EveryPlace.class, OneInstance.class), 8);

        assertThat(PLACES)
                .containsExactlyInAnyOrder(
                        "constructor",
                        "before all",
                        "before each",
                        "test",
                        "parameterized 7",
                        "repeated",
                        "factory",
                        "dynamic",
                        "nested constructor",
                        "nested",
                        "after each",
                        "after all",
                        "the constructor of one instance",
                        "the before all of one instance");
    }

    @Test
    void sdk_clients_are_shared_by_all_tests_and_one_per_node() {
        assertAllPassed(hive.run(Clients.class), 3);

        assertThat(CLIENTS).hasSize(2);
    }

    @Test
    void a_request_specification_belongs_to_one_parameter() {
        assertAllPassed(hive.run(Specifications.class), 1);
    }

    @Test
    void an_answer_that_does_not_say_what_it_is_is_read_as_xml() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = "<Answer><code>fine</code></Answer>".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            SERVER.set("http://127.0.0.1:" + server.getAddress().getPort());
            assertAllPassed(hive.run(Xml.class), 1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void rest_assureds_global_settings_stay_as_they_are() {
        String before = RestAssured.baseURI;

        hive.run(Specifications.class);

        assertThat(RestAssured.baseURI).isEqualTo(before);
        assertThat(RestAssured.config().getSSLConfig().isUserConfigured()).isFalse();
    }

    @Test
    void a_node_that_does_not_exist_is_an_error_that_says_which_do() {
        EngineExecutionResults results = hive.run(Impossible.class);

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("fourth"),
                                finishedWithFailure(
                                        instanceOf(ParameterResolutionException.class),
                                        message(text -> text.contains("nodes 1 to 3, not 4")))))
                .haveExactly(
                        1,
                        event(
                                test("client_of_none"),
                                finishedWithFailure(message(text -> text.contains("nodes 1 to 3, not 0")))));
    }

    @Test
    void an_index_on_what_has_none_is_an_error_that_says_where_it_goes() {
        EngineExecutionResults results = hive.run(Impossible.class);

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("whole"),
                                finishedWithFailure(message(
                                        "@NodeIndex does not go with %s but with one of Node, Ec2Client, S3Client, RequestSpecification"
                                                .formatted(Inventory.class.getName())))))
                .haveExactly(
                        1,
                        event(
                                test("text"),
                                finishedWithFailure(message(text ->
                                        text.startsWith("@NodeIndex does not go with java.lang.String but with")))));
    }

    @Test
    void what_belongs_to_nobody_is_left_to_others() {
        hive.run(Foreign.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains("No ParameterResolver registered")))));
    }

    @Test
    void a_cluster_that_cannot_be_had_fails_a_constructor_that_asks_for_it() {
        hive.failNextConfigure("no quorum");

        hive.run(OneInstance.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.contains("no quorum")))));
    }

    private static void assertAllPassed(EngineExecutionResults results, int tests) {
        assertThat(results.allEvents().failed().stream()).isEmpty();
        results.testEvents().assertStatistics(counts -> counts.succeeded(tests).started(tests));
    }

    @Retention(RetentionPolicy.RUNTIME)
    @NodeIndex(3)
    @interface Last {}

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class EveryType {
        @Test
        void test(
                Cluster cluster,
                Inventory inventory,
                Endpoints endpoints,
                List<Node> nodes,
                Node first,
                @NodeIndex(2) Node second,
                Ec2Client ec2,
                S3Client s3,
                RequestSpecification first9999,
                @NodeIndex(3) RequestSpecification third9999,
                @Last Node last) {
            assertThat(cluster.nodes()).isEqualTo(nodes).isEqualTo(inventory.nodes());
            assertThat(endpoints).isEqualTo(cluster.endpoints());
            assertThat(first.index()).isEqualTo(1);
            assertThat(second.index()).isEqualTo(2);
            assertThat(last.index()).isEqualTo(3);
            assertThat(ec2.serviceClientConfiguration().endpointOverride())
                    .contains(endpoints.of(first).gateway());
            assertThat(ec2.serviceClientConfiguration().region().id()).isEqualTo(endpoints.region());
            assertThat(s3.serviceClientConfiguration().endpointOverride())
                    .contains(endpoints.of(first).storage());
            assertThat(baseUri(first9999))
                    .isEqualTo(endpoints.of(first).gateway().toString());
            assertThat(baseUri(third9999))
                    .isEqualTo(endpoints.of(nodes.get(2)).gateway().toString());
        }

        private static String baseUri(RequestSpecification specification) {
            QueryableRequestSpecification query = SpecificationQuerier.query(specification);
            return query.getBaseUri();
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class EveryPlace {
        EveryPlace(Cluster cluster) {
            seen("constructor", cluster);
        }

        @BeforeAll
        static void beforeAll(Cluster cluster) {
            seen("before all", cluster);
        }

        @BeforeEach
        void beforeEach(Cluster cluster) {
            seen("before each", cluster);
        }

        @Test
        void test(Cluster cluster) {
            seen("test", cluster);
        }

        @ParameterizedTest
        @ValueSource(ints = 7)
        void parameterized(int number, Cluster cluster) {
            seen("parameterized " + number, cluster);
        }

        @RepeatedTest(2)
        void repeated(Cluster cluster) {
            seen("repeated", cluster);
        }

        @TestFactory
        Stream<DynamicTest> factory(Cluster cluster) {
            seen("factory", cluster);
            return Stream.of(dynamicTest("dynamic", () -> seen("dynamic", cluster)));
        }

        @AfterEach
        void afterEach(Cluster cluster) {
            seen("after each", cluster);
        }

        @AfterAll
        static void afterAll(Cluster cluster) {
            seen("after all", cluster);
        }

        @Nested
        class Inner {
            Inner(Cluster cluster) {
                seen("nested constructor", cluster);
            }

            @Test
            void test(Cluster cluster) {
                seen("nested", cluster);
            }
        }

        private static void seen(String place, Cluster cluster) {
            assertThat(cluster.nodes()).hasSize(3);
            PLACES.add(place);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        private final Cluster cluster;

        OneInstance(Cluster cluster) {
            this.cluster = cluster;
            PLACES.add("the constructor of one instance");
        }

        @BeforeAll
        void beforeAll(Cluster again) {
            assertThat(again).isSameAs(cluster);
            PLACES.add("the before all of one instance");
        }

        @Test
        void one(Node node) {
            assertThat(cluster.nodes()).contains(node);
        }

        @Test
        void two(@NodeIndex(2) Node node) {
            assertThat(cluster.node(2)).isEqualTo(node);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Clients {
        @Test
        void one(Ec2Client ec2) {
            CLIENTS.add(ec2);
        }

        @Test
        void two(Ec2Client ec2, @NodeIndex(1) Ec2Client same) {
            assertThat(same).isSameAs(ec2);
            CLIENTS.add(ec2);
        }

        @Test
        void of_another_node(@NodeIndex(2) Ec2Client ec2) {
            CLIENTS.add(ec2);
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Specifications {
        @Test
        void test(RequestSpecification one, RequestSpecification two) {
            one.header("X-Mine", "yes");

            assertThat(SpecificationQuerier.query(one).getHeaders().hasHeaderWithName("X-Mine"))
                    .isTrue();
            assertThat(SpecificationQuerier.query(two).getHeaders().hasHeaderWithName("X-Mine"))
                    .isFalse();
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Xml {
        @Test
        void test(RequestSpecification itself, RequestSpecification template) {
            itself.baseUri(SERVER.get()).get("/").then().body("Answer.code", equalTo("fine"));
            RestAssured.given(template).baseUri(SERVER.get()).get("/").then().body("Answer.code", equalTo("fine"));
        }
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Impossible {
        @Test
        void fourth(@NodeIndex(4) Node node) {}

        @Test
        void client_of_none(@NodeIndex(0) Ec2Client ec2) {}

        @Test
        void whole(@NodeIndex(1) Inventory inventory) {}

        @Test
        void text(@NodeIndex(1) String text) {}
    }

    @ExtendWith(FakeHive.Installed.class)
    @HiveCluster
    static class Foreign {
        @Test
        void test(List<String> texts) {}
    }
}
