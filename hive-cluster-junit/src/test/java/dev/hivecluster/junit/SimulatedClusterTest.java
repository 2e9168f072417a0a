package dev.hivecluster.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Node;
import dev.hivecluster.remote.Command;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
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
    void rest_assured_reads_the_gateways_answers_as_xml(RequestSpecification gateway) {
        RestAssured.given(gateway)
                .formParam("Action", "DescribeRegions")
                .when()
                .post("/")
                .then()
                .statusCode(403);
    }

    @Test
    void the_storage_is_there(S3Client s3) {
        assertThat(s3.listBuckets().buckets()).isNotNull();
    }

    @Test
    void each_node_has_a_shell(Cluster cluster, @NodeIndex(2) Node second) throws Exception {
        assertThat(cluster.shell(second).run(Command.of("hostname")).stdout().strip())
                .isEqualTo(second.name());
    }
}
