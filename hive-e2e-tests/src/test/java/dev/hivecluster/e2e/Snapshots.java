package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** The snapshots of one test; closed, they are gone. */
final class Snapshots implements AutoCloseable {
    private final Ec2Client ec2;
    private final String region;
    private final Set<String> own = new LinkedHashSet<>();

    /** @param region the cluster's own, which a copy has to name */
    Snapshots(Ec2Client ec2, String region) {
        this.ec2 = ec2;
        this.region = region;
    }

    /** A snapshot; nothing if the gateway does not know it. */
    static Optional<Snapshot> find(Ec2Client ec2, String id) {
        return find(ec2, List.of(id)).stream().findFirst();
    }

    /** Those of some snapshots that the gateway knows. */
    static List<Snapshot> find(Ec2Client ec2, List<String> ids) {
        List<Snapshot> found =
                ec2.describeSnapshots(request -> request.snapshotIds(ids)).snapshots();
        assertThat(found)
                .extracting(Snapshot::snapshotId)
                .as("what was asked for")
                .isSubsetOf(ids)
                .doesNotHaveDuplicates();
        return found;
    }

    /** A snapshot, which must be known. */
    static Snapshot get(Ec2Client ec2, String id) {
        return find(ec2, id).orElseThrow(() -> new AssertionError("the gateway does not know " + id));
    }

    CreateSnapshotResponse create(String volume, String description) {
        CreateSnapshotResponse created =
                ec2.createSnapshot(request -> request.volumeId(volume).description(description));
        own.add(created.snapshotId());
        return created;
    }

    /** Copies one and returns the copy's id. */
    String copy(String source, String description) {
        // The client would presign the address of the region to copy from, which it cannot tell by the gateway's
        // address.
        // It leaves an address alone that is there; Hive does not look at it.
        String copy = ec2.copySnapshot(request -> request.sourceSnapshotId(source)
                        .sourceRegion(region)
                        .description(description)
                        .presignedUrl("none"))
                .snapshotId();
        own.add(copy);
        return copy;
    }

    DeleteSnapshotResponse delete(String id) {
        DeleteSnapshotResponse deleted = ec2.deleteSnapshot(request -> request.snapshotId(id));
        own.remove(id);
        return deleted;
    }

    /** Waits until one is complete. */
    static void awaitCompleted(Ec2Client ec2, String id) {
        Waits.untilAsserted(id + " is complete", () -> {
            Snapshot snapshot = get(ec2, id);
            assertThat(snapshot.stateAsString()).as("the state of %s", snapshot).isEqualTo("completed");
        });
    }

    /** Waits until one is known no more, neither by its id nor in the list of all. */
    static void awaitGone(Ec2Client ec2, String id) {
        Waits.untilAsserted(id + " is gone", () -> {
            assertThat(find(ec2, id)).isEmpty();
            assertThat(ec2.describeSnapshots().snapshots())
                    .extracting(Snapshot::snapshotId)
                    .doesNotContain(id);
        });
    }

    @Override
    public void close() {
        Set.copyOf(own).forEach(this::delete);
    }
}
