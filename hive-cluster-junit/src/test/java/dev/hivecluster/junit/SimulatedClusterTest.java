package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The extension as a user has it in an IDE: nothing but the annotation, and a simulated cluster comes up. */
@HiveCluster
class SimulatedClusterTest {
    @Test
    void the_sdk_talks_to_every_gateway(
            Ec2Client first, @NodeIndex(2) Ec2Client second, @NodeIndex(3) Ec2Client third, Cluster cluster) {
        assertThat(first.describeRegions().regions())
                .extracting(Region::regionName)
                .contains(cluster.endpoints().region());
        assertThat(second.describeRegions().regions()).isNotEmpty();
        assertThat(third.describeInstanceTypes(request -> {}).instanceTypes()).isNotEmpty();
    }

    @Test
    void rest_assured_reads_what_every_gateway_refuses(
            RequestSpecification first, @NodeIndex(2) RequestSpecification second) {
        for (RequestSpecification gateway : List.of(first, second)) {
            RestAssured.given(gateway)
                    .formParam("Action", "DescribeRegions")
                    .when()
                    .post("/")
                    .then()
                    .statusCode(403)
                    .body("Response.Errors.Error.Code", equalTo("MissingAuthenticationToken"));
        }
    }

    @Test
    void a_client_that_does_not_know_the_clusters_certificate_is_not_trusted_into_it(Cluster cluster) {
        assertThatThrownBy(() -> RestAssured.given()
                        .baseUri(cluster.endpoints().gateway().toString())
                        .get("/"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void the_storage_answers_the_sdk(S3Client first, @NodeIndex(3) S3Client third) {
        assertThat(first.listBuckets().buckets())
                .hasSameSizeAs(third.listBuckets().buckets());
    }

    @Test
    void evidence_of_a_failure_comes_from_every_node(Cluster cluster) throws Exception {
        Path evidence = new Evidence(Clock.systemUTC())
                .collect("1", "AClass", "method", new AssertionError("red"), cluster)
                .orElseThrow();

        assertThat(evidence).isEqualTo(cluster.directory().evidence().resolve("tests/AClass/method"));
        assertThat(evidence.resolve("not-collected.txt")).doesNotExist();
        for (Node node : cluster.nodes()) {
            Path saved = evidence.resolve(node.name());
            assertThat(saved.resolve("not-collected.txt")).doesNotExist();
            assertThat(saved.resolve("hive-get-nodes.txt")).content().contains("node3", "Ready");
            assertThat(saved.resolve("hive-get-vms.txt")).content().contains("No VMs found");
            assertThat(saved.resolve("processes.txt")).content().contains("service awsgw start");
            assertThat(saved.resolve("health.txt")).content().contains(":4432/health\nstatus 200");
            assertThat(saved.resolve("logs")).isDirectoryContaining("glob:**/awsgw.log");
        }
        try (Stream<Path> files = Files.walk(evidence)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneSatisfy(file -> assertThat(file)
                            .content()
                            .contains(cluster.credentials().secretAccessKey()));
        }
    }

    @Test
    void each_node_has_a_shell(Cluster cluster, @NodeIndex(2) Node second) throws Exception {
        assertThat(cluster.shell(second).run(Command.of("hostname")).stdout().strip())
                .isEqualTo(second.name());
    }
}
