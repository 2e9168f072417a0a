package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * The images that one test makes of instances, under names that are nobody else's; closed, they are gone, and the snapshots
 * that were made with them. Hive has no action for that, so they are removed from its storage.
 */
final class Images implements AutoCloseable {
    static final String DESCRIPTION = "E2E test custom image";

    private final Ec2Client ec2;
    private final StoredObjects objects;
    private final Set<String> own = new LinkedHashSet<>();

    Images(Ec2Client ec2, StoredObjects objects) {
        this.ec2 = ec2;
        this.objects = objects;
    }

    static String uniqueName() {
        return "e2e-custom-ami-" + UUID.randomUUID();
    }

    /** An image; nothing if the gateway does not know it. */
    static Optional<Image> find(Ec2Client ec2, String id) {
        List<Image> found = ec2.describeImages(request -> request.imageIds(id)).images();
        assertThat(found).extracting(Image::imageId).as("what was asked for").isSubsetOf(id);
        return found.stream().findFirst();
    }

    /** Makes an image of an instance and returns its id. */
    String create(String instance, String name) {
        String id = ec2.createImage(
                        request -> request.instanceId(instance).name(name).description(DESCRIPTION))
                .imageId();
        own.add(id);
        return id;
    }

    /** The snapshot that an image was made with, as its configuration tells. */
    String snapshot(String image) {
        String snapshot = objects.configuration(image).getString("VolumeConfig.AMIMetadata.SnapshotID");
        assertThat(snapshot).as("the snapshot of %s", image).startsWith("snap-");
        return snapshot;
    }

    /** Removes an image; the snapshots that others may use stay. */
    void remove(String image) {
        objects.delete(image);
        objects.delete("snap-" + image);
        assertThat(find(ec2, image)).as("the removed image").isEmpty();
    }

    @Override
    public void close() {
        for (String image : Set.copyOf(own)) {
            String snapshot = snapshot(image);
            if (Snapshots.find(ec2, snapshot).isPresent()) {
                ec2.deleteSnapshot(request -> request.snapshotId(snapshot));
            }
            remove(image);
            own.remove(image);
        }
    }
}
