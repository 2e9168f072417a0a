package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import dev.hivecluster.model.Endpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 2 of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
@ExtendWith(Fixtures.Extension.class)
class DiscoveryIT {
    private final InstancePool instances;

    DiscoveryIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.instances = fixtures.on(cluster, ec2, s3).instances();
    }

    @Test
    @Scenario("S11")
    void there_is_a_region(Ec2Client ec2, Endpoints endpoints) {
        assertThat(ec2.describeRegions().regions())
                .extracting(Region::regionName)
                .contains(endpoints.region());
    }

    @Test
    @Scenario("S12")
    void there_is_an_availability_zone(Ec2Client ec2, Endpoints endpoints) {
        assertThat(ec2.describeAvailabilityZones().availabilityZones())
                .extracting(AvailabilityZone::zoneName)
                .contains(endpoints.availabilityZone());
    }

    @Test
    @Scenario("S13")
    void the_availability_zone_is_available(Ec2Client ec2) {
        assertThat(ec2.describeAvailabilityZones().availabilityZones())
                .isNotEmpty()
                .extracting(AvailabilityZone::stateAsString)
                .containsOnly("available");
    }

    @Test
    @Scenario("S14")
    void there_is_a_nano_instance_type(Ec2Client ec2) {
        instances.whileThereIsRoom(() -> {
            assertThat(InstanceTypes.nano(ec2)).endsWith(".nano");
        });
    }

    @Test
    @Scenario("S15")
    void the_nano_instance_type_has_an_architecture(Ec2Client ec2) {
        instances.whileThereIsRoom(() -> {
            InstanceTypes.hasArchitecture(ec2, InstanceTypes.nano(ec2));
        });
    }

    @Test
    @Scenario("S16")
    void the_list_of_instance_types_has_the_nano_one(Ec2Client ec2) {
        instances.whileThereIsRoom(() -> {
            String nano = InstanceTypes.nano(ec2);
            assertThat(InstanceTypes.names(ec2)).contains(nano);
        });
    }
}
