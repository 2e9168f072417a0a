package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.junit.NodeIndex;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 2 of the multi-node suite (hive contract, section 1.2), through more than one gateway. */
@HiveCluster(nodes = 2)
@ExtendWith(Fixtures.Extension.class)
class ClusterInstanceTypesIT {
    private final InstancePool instances;

    ClusterInstanceTypesIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.instances = fixtures.on(cluster, ec2, s3).instances();
    }

    @Test
    @Scenario("M19")
    void there_is_a_nano_instance_type(@NodeIndex(1) Ec2Client first, @NodeIndex(2) Ec2Client second) {
        instances.whileThereIsRoom(() -> {
            assertThat(InstanceTypes.names(second)).contains(InstanceTypes.nano(first));
        });
    }

    @Test
    @Scenario("M20")
    void the_nano_instance_type_has_an_architecture(@NodeIndex(1) Ec2Client first, @NodeIndex(2) Ec2Client second) {
        instances.whileThereIsRoom(() -> {
            InstanceTypes.hasArchitecture(second, InstanceTypes.nano(first));
        });
    }
}
