package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;

class VolumesTest {
    private static final String ZONE = "ap-southeast-2a";
    private static final String MISSING = "vol-0000000000000dead";
    private static final Instant NOW = FakePlatform.NOW;

    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);
    private final VolumeStore store = new VolumeStore(platform.objects());

    private String create(int size) {
        return ec2.createVolume(request -> request.size(size).availabilityZone(ZONE))
                .volumeId();
    }

    private Volume described(String id) {
        return ec2.describeVolumes(request -> request.volumeIds(id)).volumes().get(0);
    }

    @Test
    void a_new_volume_is_available_with_the_default_type_and_is_found_by_its_id_and_among_all() {
        CreateVolumeResponse created =
                ec2.createVolume(request -> request.size(10).availabilityZone(ZONE));
        assertThat(created.volumeId()).matches("vol-[0-9a-f]{17}");
        assertThat(created.snapshotId()).isNull();
        assertThat(ec2.describeVolumes(request -> {}).volumes())
                .isEqualTo(ec2.describeVolumes(request -> request.volumeIds(created.volumeId()))
                        .volumes())
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.size()).isEqualTo(10);
                    assertThat(volume.stateAsString()).isEqualTo("available");
                    assertThat(volume.availabilityZone()).isEqualTo(ZONE);
                    assertThat(volume.createTime()).isEqualTo(NOW);
                    assertThat(volume.volumeTypeAsString()).isEqualTo("gp3");
                    assertThat(volume.iops()).isEqualTo(3000);
                    assertThat(volume.encrypted()).isFalse();
                    assertThat(volume.hasAttachments()).isFalse();
                    assertThat(volume.snapshotId()).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "10, us-east-1a, gp3, InvalidAvailabilityZone",
        "10, '', gp3, InvalidParameterValue",
        "10, , gp3, InvalidParameterValue",
        ", ap-southeast-2a, gp3, InvalidParameterValue",
        "0, ap-southeast-2a, gp3, InvalidParameterValue",
        "-1, ap-southeast-2a, gp3, InvalidParameterValue",
        "16385, ap-southeast-2a, gp3, InvalidParameterValue",
        "10, ap-southeast-2a, zz9, InvalidParameterValue",
    })
    void a_volume_that_cannot_be_is_refused(Integer size, String zone, String type, String code) {
        refused(
                code,
                () -> ec2.createVolume(
                        request -> request.size(size).availabilityZone(zone).volumeType(type)));
        assertThat(ec2.describeVolumes(request -> {}).hasVolumes()).isFalse();
    }

    @Test
    void the_largest_and_the_smallest_volume_can_be() {
        assertThat(described(create(1)).size()).isEqualTo(1);
        assertThat(described(create(16_384)).size()).isEqualTo(16_384);
    }

    @Test
    void unknown_ids_are_left_out_when_volumes_are_described_and_malformed_ones_refused() {
        String id = create(1);
        assertThat(ec2.describeVolumes(request -> request.volumeIds(MISSING)).hasVolumes())
                .isFalse();
        assertThat(ec2.describeVolumes(request -> request.volumeIds(MISSING, id, id))
                        .volumes())
                .extracting(Volume::volumeId)
                .containsExactly(id);
        refused("InvalidVolumeID.Malformed", () -> ec2.describeVolumes(request -> request.volumeIds(id, "bogus")));
    }

    @Test
    void the_status_of_every_volume_is_ok_and_an_unknown_one_is_not_found() {
        String id = create(1);
        assertThat(ec2.describeVolumeStatus(request -> {}).volumeStatuses())
                .isEqualTo(ec2.describeVolumeStatus(request -> request.volumeIds(id))
                        .volumeStatuses())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.volumeId()).isEqualTo(id);
                    assertThat(item.volumeStatus().statusAsString()).isEqualTo("ok");
                    assertThat(item.volumeStatus().details())
                            .extracting(detail -> detail.nameAsString() + "=" + detail.status())
                            .containsExactly("io-enabled=passed", "io-performance=not-applicable");
                    assertThat(item.hasActions() && item.hasEvents()).isTrue();
                });
        refused("InvalidVolume.NotFound", () -> ec2.describeVolumeStatus(request -> request.volumeIds(id, MISSING)));
        refused("InvalidVolumeID.Malformed", () -> ec2.describeVolumeStatus(request -> request.volumeIds("bogus")));
        assertThat(new HiveCompute(new FakePlatform())
                        .describeVolumeStatus(request -> {})
                        .hasVolumeStatuses())
                .isFalse();
    }

    @Test
    void a_volume_grows_at_once() {
        String id = create(10);
        ModifyVolumeResponse grown =
                ec2.modifyVolume(request -> request.volumeId(id).size(20));
        assertThat(grown.volumeModification()).satisfies(modification -> {
            assertThat(modification.modificationStateAsString()).isEqualTo("completed");
            assertThat(modification.progress()).isEqualTo(100);
            assertThat(modification.originalSize()).isEqualTo(10);
            assertThat(modification.targetSize()).isEqualTo(20);
            assertThat(modification.originalIops()).isEqualTo(3000);
            assertThat(modification.targetIops()).isEqualTo(3000);
            assertThat(modification.targetVolumeTypeAsString()).isEqualTo("gp3");
        });
        assertThat(described(id).size()).isEqualTo(20);
    }

    @Test
    void a_modification_without_a_size_changes_type_and_operations_alone() {
        String id = create(10);
        ec2.modifyVolume(request -> request.volumeId(id));
        ec2.modifyVolume(request -> request.volumeId(id).volumeType("io2").iops(4000));
        assertThat(described(id)).satisfies(volume -> {
            assertThat(volume.size()).isEqualTo(10);
            assertThat(volume.volumeTypeAsString()).isEqualTo("io2");
            assertThat(volume.iops()).isEqualTo(4000);
        });
    }

    @ParameterizedTest
    @CsvSource({"10", "9", "0", "-1"})
    void a_volume_never_shrinks_or_stays_as_large_as_it_is(int size) {
        String id = create(10);
        refused(
                "InvalidParameterValue",
                () -> ec2.modifyVolume(request -> request.volumeId(id).size(size)));
        assertThat(described(id).size()).isEqualTo(10);
    }

    @Test
    void only_a_volume_that_exists_and_is_not_attached_can_be_modified() {
        refused(
                "InvalidVolume.NotFound",
                () -> ec2.modifyVolume(request -> request.volumeId(MISSING).size(50)));
        refused(
                "InvalidVolumeID.Malformed",
                () -> ec2.modifyVolume(request -> request.volumeId("bogus").size(50)));
        String id = create(10);
        store.attach(id, "i-1", "/dev/sdf", NOW);
        refused(
                "IncorrectState",
                () -> ec2.modifyVolume(request -> request.volumeId(id).size(30)));
        assertThat(described(id).size()).isEqualTo(10);
    }

    @Test
    void an_attached_volume_tells_where_it_is() {
        String id = create(10);
        store.attach(id, "i-4d5baf5783ff5b27e", "/dev/sdf", NOW.plusSeconds(1));
        assertThat(described(id)).satisfies(volume -> {
            assertThat(volume.stateAsString()).isEqualTo("in-use");
            assertThat(volume.attachments()).singleElement().satisfies(attachment -> {
                assertThat(attachment.volumeId()).isEqualTo(id);
                assertThat(attachment.instanceId()).isEqualTo("i-4d5baf5783ff5b27e");
                assertThat(attachment.device()).isEqualTo("/dev/sdf");
                assertThat(attachment.stateAsString()).isEqualTo("attached");
                assertThat(attachment.attachTime()).isEqualTo(NOW.plusSeconds(1));
                assertThat(attachment.deleteOnTermination()).isFalse();
            });
        });
        refused("VolumeInUse", () -> store.attach(id, "i-2", "/dev/sdg", NOW));
        refused("InvalidVolume.NotFound", () -> store.attach(MISSING, "i-2", "/dev/sdg", NOW));
    }

    @Test
    void a_detached_volume_has_the_size_again_that_it_was_made_with() {
        String id = create(10);
        ec2.modifyVolume(request -> request.volumeId(id).size(20));
        store.attach(id, "i-1", "/dev/sdf", NOW);
        assertThat(described(id).size()).isEqualTo(20);
        store.detach(id);
        assertThat(described(id)).satisfies(volume -> {
            assertThat(volume.size()).isEqualTo(10);
            assertThat(volume.stateAsString()).isEqualTo("available");
            assertThat(volume.hasAttachments()).isFalse();
        });
        ec2.modifyVolume(request -> request.volumeId(id).size(20));
        store.detach(id);
        assertThat(described(id).size()).isEqualTo(20);
        refused("InvalidVolume.NotFound", () -> store.detach(MISSING));
    }

    @Test
    void a_volume_is_deleted_once_and_only_when_it_is_free() {
        String id = create(10);
        store.attach(id, "i-1", "/dev/sdf", NOW);
        refused("VolumeInUse", () -> ec2.deleteVolume(request -> request.volumeId(id)));
        store.detach(id);
        ec2.deleteVolume(request -> request.volumeId(id));
        assertThat(ec2.describeVolumes(request -> {}).hasVolumes()).isFalse();
        assertThat(platform.objects().keys("predastore", "vol-")).isEmpty();
        refused("InvalidVolume.NotFound", () -> ec2.deleteVolume(request -> request.volumeId(id)));
        refused("InvalidVolumeID.Malformed", () -> ec2.deleteVolume(request -> request.volumeId("bogus")));
        refused("InvalidVolumeID.Malformed", () -> ec2.deleteVolume(request -> request.volumeId("vol-")));
        refused("InvalidVolumeID.Malformed", () -> ec2.deleteVolume(request -> {}));
    }

    @Test
    void of_many_that_attach_one_volume_at_once_one_succeeds() throws Exception {
        String id = create(10);
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String instance = "i-" + i;
                attempts.add(() -> {
                    try {
                        store.attach(id, instance, "/dev/sdf", NOW);
                        return true;
                    } catch (Ec2Exception e) {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("VolumeInUse");
                        return false;
                    }
                });
            }
            int successes = 0;
            for (Future<Boolean> attempt : many.invokeAll(attempts)) {
                successes += attempt.get() ? 1 : 0;
            }
            assertThat(successes).isEqualTo(1);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void a_volume_is_either_attached_or_deleted_never_both() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 200; i++) {
                String id = create(1);
                Future<Boolean> attached = two.submit(() -> succeeds(() -> store.attach(id, "i-1", "/dev/sdf", NOW)));
                Future<Boolean> deleted =
                        two.submit(() -> succeeds(() -> ec2.deleteVolume(request -> request.volumeId(id))));
                assertThat(attached.get()).isNotEqualTo(deleted.get());
                assertThat(store.find(id).isPresent()).isEqualTo(attached.get());
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

    @Test
    void a_root_volume_comes_from_an_image_and_hides_its_companions() {
        String image = new ImageStore(platform.objects())
                .importImage("ami-debian-12-x86_64", "x86_64", "Linux/UNIX", 943_718_400, "ap-southeast-2", NOW);
        String id = store.createRoot(image, 0, true, NOW).orElseThrow().id();
        store.attach(id, "i-1", "", NOW);
        assertThat(ec2.describeVolumes(request -> {}).volumes()).singleElement().satisfies(volume -> {
            assertThat(volume.volumeId()).isEqualTo(id);
            assertThat(volume.size()).isEqualTo(4);
            assertThat(volume.availabilityZone()).isEmpty();
            assertThat(volume.volumeTypeAsString()).isEqualTo("gp3");
            assertThat(volume.iops()).isNull();
            assertThat(volume.snapshotId()).isEqualTo(image);
            assertThat(volume.attachments().get(0).device()).isEmpty();
            assertThat(volume.attachments().get(0).deleteOnTermination()).isTrue();
        });
        assertThat(platform.objects().keys("predastore", id))
                .contains(id + "-cloudinit/config.json", id + "-efi/config.json", id + "/config.json");
        assertThat(new String(
                        platform.objects()
                                .get("predastore", id + "/config.json")
                                .orElseThrow(),
                        StandardCharsets.UTF_8))
                .endsWith("\"SnapshotID\":\"snap-" + image + "\",\"SourceVolumeName\":\"" + image + "\"}");
        assertThat(ec2.describeVolumeStatus(request -> {}).volumeStatuses())
                .extracting(VolumeStatusItem::volumeId)
                .containsExactly(id);
    }

    @Test
    void a_root_volume_is_as_large_as_asked_for_but_never_smaller_than_its_image() {
        ImageStore images = new ImageStore(platform.objects());
        String large = images.importImage("large", "x86_64", "Linux/UNIX", 6L << 30, "ap-southeast-2", NOW);
        assertThat(store.createRoot(large, 0, true, NOW))
                .map(VolumeRecord::sizeGib)
                .contains(6);
        assertThat(store.createRoot(large, 5, true, NOW))
                .map(VolumeRecord::sizeGib)
                .contains(6);
        assertThat(store.createRoot(large, 8, true, NOW))
                .map(VolumeRecord::sizeGib)
                .contains(8);
    }

    @Test
    void there_is_no_root_volume_without_an_image_and_its_snapshot() {
        assertThat(store.createRoot("ami-0000000000000dead", 0, true, NOW)).isEmpty();
        ImageStore images = new ImageStore(platform.objects());
        String image = images.importImage("gone", "x86_64", "Linux/UNIX", 1L << 30, "ap-southeast-2", NOW);
        platform.objects().deleteAll("predastore", "snap-" + image + "/");
        assertThat(store.createRoot(image, 0, true, NOW)).isEmpty();
        assertThat(store.all()).isEmpty();
    }

    @Test
    void what_only_looks_like_a_volume_in_the_storage_is_none() {
        platform.objects().put("predastore", "vol-x/config.json", "nonsense".getBytes(StandardCharsets.UTF_8));
        platform.objects().put("predastore", "vol-y/config.json", "{}".getBytes(StandardCharsets.UTF_8));
        platform.objects().put("predastore", "vol-z/config.json", "null".getBytes(StandardCharsets.UTF_8));
        assertThat(ec2.describeVolumes(request -> {}).hasVolumes()).isFalse();
        refused("InvalidVolume.NotFound", () -> ec2.deleteVolume(request -> request.volumeId("vol-y")));
    }
}
