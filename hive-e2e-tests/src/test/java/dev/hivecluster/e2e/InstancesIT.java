package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** Phase 5 of the single-node suite (hive contract, section 1.1): what is told of an instance that was launched. */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class InstancesIT {
    private final Cluster cluster;
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;

    InstancesIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.cluster = cluster;
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
    }

    @Test
    @Scenario("S26")
    void an_instance_can_be_launched() {
        try (InstanceRoom room = fixtures.instances().room(1)) {
            RunInstancesResponse launched = room.run(1);
            assertThat(launched.reservationId()).startsWith("r-");
            assertThat(launched.instances()).hasSize(1);
            assertThat(launched.instances().get(0).state().nameAsString()).isEqualTo("pending");
        }
    }

    @Test
    @Scenario("S27")
    void a_launched_instance_has_an_id_by_which_it_is_known() {
        try (InstanceRoom room = fixtures.instances().room(1)) {
            Instance launched = room.run(1).instances().get(0);
            assertThat(launched.instanceId()).matches("i-[0-9a-f]{17}");
            assertThat(Instances.find(ec2, launched.instanceId())).isPresent();
        }
    }

    @Test
    @Scenario("S28")
    void a_launched_instance_runs() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            assertThat(Instances.state(ec2, shared.id())).isEqualTo("running");
        }
    }

    @Test
    @Scenario("S29")
    void the_command_line_lists_a_running_instance() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            Waits.untilAsserted(
                    shared.id() + " is listed",
                    () -> assertThat(VmList.of(cluster).get(shared.id()))
                            .containsEntry("STATUS", "running")
                            .containsEntry("TYPE", fixtures.instanceType()));
        }
    }

    @Test
    @Scenario("S30")
    void an_instance_is_of_the_type_that_was_asked_for() {
        assertThat(described().instanceTypeAsString()).isEqualTo(fixtures.instanceType());
    }

    @Test
    @Scenario("S31")
    void an_instance_has_the_key_pair_that_was_asked_for() {
        assertThat(described().keyName()).isEqualTo(fixtures.key().name());
    }

    @Test
    @Scenario("S32")
    void an_instance_is_of_the_image_that_was_asked_for() {
        assertThat(described().imageId()).isEqualTo(fixtures.imageId());
    }

    @Test
    @Scenario("S33")
    void an_instance_has_a_volume() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            assertThat(Volumes.find(ec2, Instances.rootVolume(ec2, shared.id())))
                    .isPresent();
        }
    }

    private Instance described() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            return Instances.get(ec2, shared.id());
        }
    }
}
