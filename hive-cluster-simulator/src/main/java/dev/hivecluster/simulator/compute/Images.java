package dev.hivecluster.simulator.compute;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;

/** Images (recordings 082–086, 265). Filters are ignored; owners are compared, and every image is one's own. */
final class Images {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String ROOT_DEVICE = "/dev/sda1";

    private final Platform platform;

    Images(Platform platform) {
        this.platform = platform;
    }

    DescribeImagesResponse describe(DescribeImagesRequest request) {
        List<String> ids = request.imageIds();
        for (String id : ids) {
            wellFormed(id);
        }
        List<Image> found = new ImageStore(platform.wholeStorage())
                .all().stream()
                        .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                        .filter(image -> request.owners().isEmpty()
                                || request.owners().stream().anyMatch(owner -> owns(owner, image)))
                        .map(Images::image)
                        .toList();
        DescribeImagesResponse.Builder response = DescribeImagesResponse.builder();
        return found.isEmpty() ? response.build() : response.images(found).build();
    }

    /**
     * Looks at the parameters of {@code CreateImage} (recordings 192–194).
     *
     * @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code MissingParameter} or
     *     {@code InvalidInstanceID.Malformed}
     */
    static void validate(CreateImageRequest request) {
        String instance = request.instanceId();
        if (instance == null || instance.isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
        if (!instance.startsWith("i-")) {
            throw HiveErrors.error("InvalidInstanceID.Malformed");
        }
        if (request.name() == null || request.name().isEmpty()) {
            throw HiveErrors.error("MissingParameter");
        }
    }

    /** @throws software.amazon.awssdk.services.ec2.model.Ec2Exception {@code InvalidAMIID.Malformed} */
    static String wellFormed(String id) {
        if (!id.startsWith("ami-")) {
            throw HiveErrors.error("InvalidAMIID.Malformed");
        }
        return id;
    }

    private static boolean owns(String owner, ImageRecord image) {
        return owner.equals("self") || owner.equals(ImageStore.ACCOUNT) || owner.equals(image.owner());
    }

    private static Image image(ImageRecord image) {
        BlockDeviceMapping root = BlockDeviceMapping.builder()
                .deviceName(ROOT_DEVICE)
                .ebs(ebs -> ebs.volumeSize(image.sizeGib())
                        .volumeType(VolumeRecord.GP3)
                        .deleteOnTermination(true)
                        .encrypted(false))
                .build();
        return Image.builder()
                .imageId(image.id())
                .name(image.name())
                .description(image.description())
                .architecture(image.architecture())
                .creationDate(TIME.format(image.createdAt()))
                .imageType("machine")
                .publicLaunchPermissions(false)
                .ownerId(ImageStore.ACCOUNT)
                .imageOwnerAlias(image.owner())
                .platformDetails(image.platform())
                .state("available")
                .hypervisor("xen")
                .rootDeviceName(ROOT_DEVICE)
                .rootDeviceType(image.rootDeviceType())
                .virtualizationType(image.virtualization())
                .blockDeviceMappings(root)
                .build();
    }
}
