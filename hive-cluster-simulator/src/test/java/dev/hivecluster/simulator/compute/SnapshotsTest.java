package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class SnapshotsTest {
    private static final String ZONE = "ap-southeast-2a";
    private static final String MISSING = "snap-0000000000000dead";

    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);
    private final VolumeStore volumes = new VolumeStore(platform.objects());

    private String attachedVolume() {
        String id = ec2.createVolume(request -> request.size(4).availabilityZone(ZONE))
                .volumeId();
        volumes.attach(id, "i-1", "/dev/sdf", FakePlatform.NOW);
        return id;
    }

    private CreateSnapshotResponse snapshot(String volume, String description) {
        return ec2.createSnapshot(request -> request.volumeId(volume).description(description));
    }

    private boolean exists(String id) {
        return ec2.describeSnapshots(request -> request.snapshotIds(id)).hasSnapshots();
    }

    @Test
    void a_snapshot_of_an_attached_volume_is_complete_at_once_and_belongs_to_the_access_key() {
        String volume = attachedVolume();
        CreateSnapshotResponse created = snapshot(volume, "nightly");
        assertThat(created.snapshotId()).matches("snap-[0-9a-f]{17}");
        assertThat(created.tags()).isEmpty();
        assertThat(ec2.describeSnapshots(request -> {}).snapshots())
                .isEqualTo(ec2.describeSnapshots(request -> request.snapshotIds(created.snapshotId()))
                        .snapshots())
                .singleElement()
                .isEqualTo(Snapshot.builder()
                        .snapshotId(created.snapshotId())
                        .volumeId(volume)
                        .volumeSize(4)
                        .state("completed")
                        .progress("100%")
                        .startTime(FakePlatform.NOW)
                        .description("nightly")
                        .encrypted(false)
                        .ownerId(platform.accessKeyId())
                        .build());
    }

    @Test
    void a_snapshot_tells_the_tags_that_it_was_made_with_and_no_others() {
        String volume = attachedVolume();
        String id = ec2.createSnapshot(request -> request.volumeId(volume)
                        .tagSpecifications(tagged(ResourceType.SNAPSHOT, "b"), tagged(ResourceType.VOLUME, "c")))
                .snapshotId();
        ec2.createTags(request ->
                request.resources(id).tags(Tag.builder().key("later").value("1").build()));
        assertThat(ec2.describeSnapshots(request -> {}).snapshots())
                .singleElement()
                .satisfies(snapshot -> assertThat(snapshot.tags())
                        .containsExactly(Tag.builder().key("b").value("1").build()));
    }

    private static TagSpecification tagged(ResourceType type, String key) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key(key).value("1").build())
                .build();
    }

    @Test
    void a_snapshot_without_a_description_has_an_empty_one() {
        String volume = attachedVolume();
        assertThat(ec2.createSnapshot(request -> request.volumeId(volume)).description())
                .isEmpty();
    }

    @Test
    void only_an_attached_volume_has_a_snapshot_made() {
        String free = ec2.createVolume(request -> request.size(1).availabilityZone(ZONE))
                .volumeId();
        refused("ServerInternal", () -> snapshot(free, "x"));
        refused("InvalidVolume.NotFound", () -> snapshot("vol-0000000000000dead", "x"));
        refused("InvalidVolumeID.Malformed", () -> snapshot("bogus", "x"));
        refused("MissingParameter", () -> ec2.createSnapshot(request -> {}));
        assertThat(ec2.describeSnapshots(request -> {}).hasSnapshots()).isFalse();
    }

    @Test
    void a_copy_outlives_its_source() {
        String source = snapshot(attachedVolume(), "first").snapshotId();
        String copy = ec2.copySnapshot(request ->
                        request.sourceSnapshotId(source).sourceRegion("mars-1").description("second"))
                .snapshotId();
        String same = ec2.copySnapshot(
                        request -> request.sourceSnapshotId(source).sourceRegion("mars-1"))
                .snapshotId();
        assertThat(ec2.describeSnapshots(request -> request.snapshotIds(source, copy, MISSING))
                        .snapshots())
                .extracting(Snapshot::description)
                .containsExactlyInAnyOrder("first", "second");
        ec2.deleteSnapshot(request -> request.snapshotId(source));
        assertThat(exists(source)).isFalse();
        assertThat(exists(copy)).isTrue();
        assertThat(ec2.describeSnapshots(request -> request.snapshotIds(same)).snapshots())
                .extracting(Snapshot::description)
                .containsExactly("first");
    }

    @Test
    void a_copy_needs_a_source_and_a_region() {
        refused(
                "InvalidSnapshot.NotFound",
                () -> ec2.copySnapshot(
                        request -> request.sourceSnapshotId(MISSING).sourceRegion("r")));
        refused(
                "InvalidSnapshotID.Malformed",
                () -> ec2.copySnapshot(
                        request -> request.sourceSnapshotId("bogus").sourceRegion("r")));
        refused("MissingParameter", () -> ec2.copySnapshot(request -> request.sourceRegion("r")));
        refused("MissingParameter", () -> ec2.copySnapshot(request -> request.sourceSnapshotId(MISSING)));
    }

    @Test
    void a_snapshot_is_deleted_once_with_all_its_objects() {
        String id = snapshot(attachedVolume(), "x").snapshotId();
        assertThat(platform.objects().keys("predastore", id + "/"))
                .contains(id + "/metadata.json", id + "/config.json");
        ec2.deleteSnapshot(request -> request.snapshotId(id));
        assertThat(platform.objects().keys("predastore", "snap-")).isEmpty();
        refused("InvalidSnapshot.NotFound", () -> ec2.deleteSnapshot(request -> request.snapshotId(id)));
        refused(
                "InvalidSnapshot.NotFound",
                () -> ec2.deleteSnapshot(request -> request.snapshotId("snap-nonexistent000000")));
        refused("InvalidSnapshotID.Malformed", () -> ec2.deleteSnapshot(request -> request.snapshotId("bogus")));
        refused("MissingParameter", () -> ec2.deleteSnapshot(request -> {}));
        refused("InvalidSnapshotID.Malformed", () -> ec2.describeSnapshots(request -> request.snapshotIds("bogus")));
    }

    @Test
    void a_volume_with_snapshots_cannot_be_deleted() {
        String volume = attachedVolume();
        String snapshot = snapshot(volume, "x").snapshotId();
        refused("VolumeInUse", () -> ec2.deleteVolume(request -> request.volumeId(volume)));
        volumes.detach(volume);
        refused("InternalError", () -> ec2.deleteVolume(request -> request.volumeId(volume)));
        ec2.deleteSnapshot(request -> request.snapshotId(snapshot));
        ec2.deleteVolume(request -> request.volumeId(volume));
        assertThat(volumes.all()).isEmpty();
    }

    @Test
    void a_volume_made_from_a_snapshot_has_its_size_or_more_and_keeps_it() {
        String source = attachedVolume();
        String snapshot = snapshot(source, "x").snapshotId();
        String same = ec2.createVolume(request -> request.snapshotId(snapshot).availabilityZone(ZONE))
                .volumeId();
        assertThat(ec2.createVolume(
                        request -> request.snapshotId(snapshot).size(5).availabilityZone(ZONE)))
                .satisfies(volume -> {
                    assertThat(volume.size()).isEqualTo(5);
                    assertThat(volume.snapshotId()).isEqualTo(snapshot);
                });
        assertThat(ec2.describeVolumes(request -> request.volumeIds(same)).volumes())
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.size()).isEqualTo(4);
                    assertThat(volume.snapshotId()).isEqualTo(snapshot);
                });
        refused(
                "InvalidParameterValue",
                () -> ec2.createVolume(
                        request -> request.snapshotId(snapshot).size(3).availabilityZone(ZONE)));
        refused(
                "InvalidSnapshot.NotFound",
                () -> ec2.createVolume(
                        request -> request.snapshotId(MISSING).size(3).availabilityZone(ZONE)));
        refused("InvalidSnapshot.InUse", () -> ec2.deleteSnapshot(request -> request.snapshotId(snapshot)));
    }

    @Test
    void a_snapshot_is_never_of_a_volume_that_is_gone() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 200; i++) {
                String volume = attachedVolume();
                Future<Boolean> made = two.submit(() -> succeeds(() -> snapshot(volume, "x")));
                Future<Boolean> deleted = two.submit(() -> succeeds(() -> {
                    volumes.detach(volume);
                    ec2.deleteVolume(request -> request.volumeId(volume));
                }));
                assertThat(made.get() && deleted.get()).isFalse();
            }
        } finally {
            two.shutdownNow();
        }
    }

    private static boolean succeeds(Runnable action) {
        try {
            action.run();
            return true;
        } catch (Ec2Exception e) {
            return false;
        }
    }
}
