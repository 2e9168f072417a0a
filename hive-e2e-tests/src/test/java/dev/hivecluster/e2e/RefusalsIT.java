package dev.hivecluster.e2e;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.e2e.scenario.SharedStorage;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Phases 8a to 8e of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
@SharedStorage
@ExtendWith(Fixtures.Extension.class)
class RefusalsIT {
    private final Ec2Client ec2;
    private final ClusterFixtures fixtures;

    RefusalsIT(Cluster cluster, Ec2Client ec2, S3Client s3, Fixtures fixtures) {
        this.ec2 = ec2;
        this.fixtures = fixtures.on(cluster, ec2, s3);
    }

    @Test
    @Scenario("S91")
    void what_is_no_id_of_an_image_is_refused() {
        Refusals.isRefused(
                "InvalidAMIID.Malformed",
                400,
                () -> ec2.runInstances(request -> request.imageId("notanami")
                        .instanceType(fixtures.instanceType())
                        .keyName(fixtures.key().name())
                        .minCount(1)
                        .maxCount(1)));
    }

    @Test
    @Scenario("S92")
    void what_is_no_instance_type_is_refused() {
        Refusals.isRefused(
                "InvalidInstanceType",
                400,
                () -> ec2.runInstances(request -> request.imageId(fixtures.imageId())
                        .instanceType("x99.superlarge")
                        .keyName(fixtures.key().name())
                        .minCount(1)
                        .maxCount(1)));
    }

    @Test
    @Scenario("S93")
    void a_volume_in_use_is_not_attached_again() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            String root = Instances.rootVolume(ec2, shared.id());
            Volumes.awaitAttached(ec2, root, shared.id());
            Refusals.isRefused(
                    "VolumeInUse",
                    400,
                    () -> ec2.attachVolume(request ->
                            request.volumeId(root).instanceId(shared.id()).device(SharedInstances.device())));
        }
    }

    @Test
    @Scenario("S94")
    void a_root_volume_is_not_detached() {
        try (SharedInstances shared = fixtures.instances().shared()) {
            String root = Instances.rootVolume(ec2, shared.id());
            Refusals.isRefused(
                    "OperationNotPermitted",
                    400,
                    () -> ec2.detachVolume(request -> request.volumeId(root).instanceId(shared.id())));
            Volumes.awaitAttached(ec2, root, shared.id());
        }
    }

    @Test
    @Scenario("S95")
    void a_snapshot_that_is_not_there_is_not_deleted() {
        Refusals.isRefused(
                "InvalidSnapshot.NotFound",
                404,
                () -> ec2.deleteSnapshot(request -> request.snapshotId("snap-nonexistent000000")));
    }
}
