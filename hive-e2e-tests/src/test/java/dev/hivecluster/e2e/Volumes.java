package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeModification;

/** The volumes of one test; closed, they are gone, detached before if need be. */
final class Volumes implements AutoCloseable {
    static final int SIZE_GIB = 10;
    static final int GROWN_GIB = 20;

    private final Ec2Client ec2;
    private final String availabilityZone;
    private final Set<String> own = new LinkedHashSet<>();

    Volumes(Ec2Client ec2, String availabilityZone) {
        this.ec2 = ec2;
        this.availabilityZone = availabilityZone;
    }

    /** A volume; nothing if the gateway does not know it. */
    static Optional<Volume> find(Ec2Client ec2, String id) {
        List<Volume> found =
                ec2.describeVolumes(request -> request.volumeIds(id)).volumes();
        assertThat(found)
                .extracting(Volume::volumeId)
                .as("what was asked for")
                .isSubsetOf(id)
                .hasSizeLessThanOrEqualTo(1);
        return found.stream().findFirst();
    }

    /** A volume, which must be known. */
    static Volume get(Ec2Client ec2, String id) {
        return find(ec2, id).orElseThrow(() -> new AssertionError("the gateway does not know " + id));
    }

    CreateVolumeResponse create(int gib) {
        CreateVolumeResponse created =
                ec2.createVolume(request -> request.size(gib).availabilityZone(availabilityZone));
        own.add(created.volumeId());
        return created;
    }

    /** Creates one of {@value #SIZE_GIB} GiB and returns its id. */
    String create() {
        return create(SIZE_GIB).volumeId();
    }

    /** Lets one grow to {@value #GROWN_GIB} GiB. */
    VolumeModification grow(String id) {
        return ec2.modifyVolume(request -> request.volumeId(id).size(GROWN_GIB)).volumeModification();
    }

    AttachVolumeResponse attach(String id, String instance, String device) {
        return ec2.attachVolume(
                request -> request.volumeId(id).instanceId(instance).device(device));
    }

    /** Detaches one without saying from what. */
    DetachVolumeResponse detach(String id) {
        return ec2.detachVolume(request -> request.volumeId(id));
    }

    DeleteVolumeResponse delete(String id) {
        DeleteVolumeResponse deleted = ec2.deleteVolume(request -> request.volumeId(id));
        own.remove(id);
        return deleted;
    }

    static void awaitSize(Ec2Client ec2, String id, int gib) {
        Waits.untilAsserted(
                id + " has grown",
                () -> assertThat(get(ec2, id).size()).as("GiB of %s", id).isEqualTo(gib));
    }

    /** Waits until one is attached, in every word that there is for that. */
    static void awaitAttached(Ec2Client ec2, String id, String instance) {
        Waits.untilAsserted(id + " is attached to " + instance, () -> {
            Volume volume = get(ec2, id);
            assertThat(volume.stateAsString()).as("the state of %s", volume).isEqualTo("in-use");
            assertThat(volume.attachments()).as("attachments of %s", volume).hasSize(1);
            VolumeAttachment attachment = volume.attachments().get(0);
            assertThat(attachment.stateAsString()).isEqualTo("attached");
            assertThat(attachment.instanceId()).isEqualTo(instance);
        });
    }

    /** Waits until one is attached to nothing. */
    static void awaitAvailable(Ec2Client ec2, String id) {
        Waits.untilAsserted(id + " is available", () -> {
            Volume volume = get(ec2, id);
            assertThat(volume.stateAsString()).as("the state of %s", volume).isEqualTo("available");
            assertThat(volume.attachments())
                    .as("attachments of %s", volume)
                    .noneMatch(attachment -> "attached".equals(attachment.stateAsString()));
        });
    }

    /** Waits until one is known no more, neither by its id nor in the list of all. */
    static void awaitGone(Ec2Client ec2, String id) {
        Waits.untilAsserted(id + " is gone", () -> {
            assertThat(find(ec2, id)).isEmpty();
            assertThat(ec2.describeVolumes().volumes())
                    .extracting(Volume::volumeId)
                    .doesNotContain(id);
        });
    }

    /** Deletes one, detached before if need be. */
    static void remove(Ec2Client ec2, String id) {
        if (get(ec2, id).stateAsString().equals("in-use")) {
            ec2.detachVolume(request -> request.volumeId(id));
            awaitAvailable(ec2, id);
        }
        ec2.deleteVolume(request -> request.volumeId(id));
    }

    @Override
    public void close() {
        for (String id : Set.copyOf(own)) {
            remove(ec2, id);
            own.remove(id);
        }
    }
}
