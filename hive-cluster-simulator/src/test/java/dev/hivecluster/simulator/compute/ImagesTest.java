package dev.hivecluster.simulator.compute;

import static dev.hivecluster.simulator.compute.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;

class ImagesTest {
    private final FakePlatform platform = new FakePlatform();
    private final Ec2Client ec2 = new HiveCompute(platform);
    private final ImageStore images = new ImageStore(platform.objects());
    private final VolumeStore volumes = new VolumeStore(platform.objects());

    private String imported(long bytes) {
        return images.importImage(
                "ami-debian-12-x86_64", "x86_64", "Linux/UNIX", bytes, "ap-southeast-2", FakePlatform.NOW);
    }

    private String attachedRoot(String image) {
        String id = volumes.createRoot(image, 0, true, FakePlatform.NOW)
                .orElseThrow()
                .id();
        volumes.attach(id, "i-1", "", FakePlatform.NOW);
        return id;
    }

    @Test
    void an_imported_image_is_the_systems_and_its_size_whole_gibibytes() {
        String id = imported(943_718_400);
        assertThat(ec2.describeImages(request -> {}).images()).singleElement().satisfies(image -> {
            assertThat(image.imageId()).isEqualTo(id).matches("ami-[0-9a-f]{17}");
            assertThat(image.name()).isEqualTo("ami-debian-12-x86_64");
            assertThat(image.description()).isEqualTo("ami-debian-12-x86_64 cloud image prepared for Hive");
            assertThat(image.creationDate()).isEqualTo("2026-11-23T14:22:27.870Z");
            assertThat(image.imageOwnerAlias()).isEqualTo("system");
            assertThat(image.ownerId()).isEqualTo("123456789");
            assertThat(image.stateAsString()).isEqualTo("available");
            assertThat(image.publicLaunchPermissions()).isFalse();
            assertThat(image.rootDeviceName()).isEqualTo("/dev/sda1");
            assertThat(image.blockDeviceMappings())
                    .singleElement()
                    .satisfies(mapping -> assertThat(mapping.ebs().volumeSize()).isZero());
        });
        String config = new String(
                platform.objects().get("predastore", id + "/config.json").orElseThrow(), StandardCharsets.UTF_8);
        assertThat(config)
                .startsWith("{\"VolumeName\":\"" + id + "\",\"VolumeSize\":943718400,\"BlockSize\":4096,")
                .contains("\"TenantID\":\"system\"", "\"AttachedAt\":\"0001-01-01T00:00:00Z\"", "\"IOPS\":1000")
                .endsWith("\"VolumeSizeGiB\":0,\"SnapshotID\":\"snap-" + id + "\",\"Tags\":null}}}");
        assertThat(platform.objects().keys("predastore", "snap-" + id + "/")).contains("snap-" + id + "/config.json");
        assertThat(ec2.describeSnapshots(request -> {}).hasSnapshots()).isFalse();
        assertThat(ec2.describeVolumes(request -> {}).hasVolumes()).isFalse();
    }

    @Test
    void an_image_of_an_instance_is_ones_own_and_comes_with_a_snapshot_without_a_description() {
        String source = imported(1L << 30);
        String root = attachedRoot(source);
        ImageRecord made = images.createFrom(root, source, "custom", "mine", FakePlatform.NOW);
        assertThat(ec2.describeImages(request -> request.imageIds(made.id())).images())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.name()).isEqualTo("custom");
                    assertThat(image.description()).isEqualTo("mine");
                    assertThat(image.imageOwnerAlias()).isEqualTo("self");
                    assertThat(image.architectureAsString()).isEqualTo("x86_64");
                    assertThat(image.blockDeviceMappings().get(0).ebs().volumeSize())
                            .isEqualTo(4);
                });
        assertThat(ec2.describeSnapshots(request -> {}).snapshots())
                .singleElement()
                .satisfies(snapshot -> {
                    assertThat(snapshot.snapshotId()).isEqualTo(made.snapshotId());
                    assertThat(snapshot.volumeId()).isEqualTo(root);
                    assertThat(snapshot.ownerId()).isEqualTo("123456789");
                    assertThat(snapshot.description()).isEmpty();
                });
        String config = new String(
                platform.objects().get("predastore", made.id() + "/config.json").orElseThrow(), StandardCharsets.UTF_8);
        assertThat(config)
                .startsWith("{\"VolumeName\":\"\",\"VolumeSize\":0,\"BlockSize\":0,")
                .contains("\"ImageOwnerAlias\":\"self\",\"VolumeSizeGiB\":4,\"SnapshotID\":\"" + made.snapshotId());
    }

    @Test
    void two_images_may_have_one_name() {
        String source = imported(1L << 30);
        String root = attachedRoot(source);
        String first =
                images.createFrom(root, source, "same", "", FakePlatform.NOW).id();
        String second =
                images.createFrom(root, source, "same", "", FakePlatform.NOW).id();
        assertThat(ids(ec2.describeImages(request -> {}))).containsExactlyInAnyOrder(source, first, second);
    }

    @Test
    void an_image_of_an_image_starts_where_the_instance_was_unless_its_snapshot_is_gone() {
        String source = imported(1L << 30);
        String root = attachedRoot(source);
        ImageRecord made = images.createFrom(root, source, "custom", "", FakePlatform.NOW);
        String second = volumes.createRoot(made.id(), 0, true, FakePlatform.NOW)
                .orElseThrow()
                .id();
        assertThat(new String(
                        platform.objects()
                                .get("predastore", second + "/config.json")
                                .orElseThrow(),
                        StandardCharsets.UTF_8))
                .endsWith("\"SnapshotID\":\"" + made.snapshotId() + "\",\"SourceVolumeName\":\"" + root + "\"}");
        ec2.deleteSnapshot(request -> request.snapshotId(made.snapshotId()));
        assertThat(volumes.createRoot(made.id(), 0, true, FakePlatform.NOW)).isEmpty();
    }

    @Test
    void there_is_no_image_of_a_volume_that_is_not_attached_or_not_there() {
        String source = imported(1L << 30);
        String root = attachedRoot(source);
        volumes.detach(root);
        refused("ServerInternal", () -> images.createFrom(root, source, "x", "", FakePlatform.NOW));
        refused("ServerInternal", () -> images.createFrom("vol-0000000000000dead", source, "x", "", FakePlatform.NOW));
        volumes.attach(root, "i-1", "", FakePlatform.NOW);
        refused("ServerInternal", () -> images.createFrom(root, "ami-0000000000000dead", "x", "", FakePlatform.NOW));
        assertThat(ids(ec2.describeImages(request -> {}))).containsExactly(source);
        assertThat(ec2.describeSnapshots(request -> {}).hasSnapshots()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "self, true",
        "123456789, true",
        "system, true",
        "amazon, false",
        "000000000001, false",
    })
    void images_are_listed_by_their_owners(String owner, boolean listed) {
        imported(1L << 30);
        assertThat(ec2.describeImages(request -> request.owners(owner)).hasImages())
                .isEqualTo(listed);
    }

    @Test
    void unknown_ids_are_left_out_and_malformed_ones_refused() {
        String id = imported(1L << 30);
        assertThat(ec2.describeImages(request -> request.imageIds("ami-0000000000000dead"))
                        .hasImages())
                .isFalse();
        assertThat(ids(ec2.describeImages(request -> request.imageIds("ami-0000000000000dead", id))))
                .containsExactly(id);
        refused("InvalidAMIID.Malformed", () -> ec2.describeImages(request -> request.imageIds("notanami")));
    }

    @ParameterizedTest
    @CsvSource({
        "bogus, zz, InvalidInstanceID.Malformed",
        "'', zz, MissingParameter",
        ", zz, MissingParameter",
        "i-4d5baf5783ff5b27e, , MissingParameter",
        "i-4d5baf5783ff5b27e, '', MissingParameter",
    })
    void an_image_needs_an_instance_and_a_name(String instance, String name, String code) {
        refused(
                code,
                () -> Images.validate(CreateImageRequest.builder()
                        .instanceId(instance)
                        .name(name)
                        .build()));
    }

    private static List<String> ids(DescribeImagesResponse response) {
        return response.images().stream().map(Image::imageId).toList();
    }
}
