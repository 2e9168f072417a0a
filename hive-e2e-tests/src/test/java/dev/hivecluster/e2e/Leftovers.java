package dev.hivecluster.e2e;

import dev.hivecluster.lifecycle.Cluster;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.s3.S3Client;

/** What tests leave behind that are made to fail, and so cannot clean up. */
public final class Leftovers {
    private final Cluster cluster;
    private final Ec2Client ec2;
    private final StoredObjects objects;
    private final Census before;

    /** Whatever is there now is none. */
    public Leftovers(Cluster cluster, Ec2Client ec2, S3Client s3) {
        this.cluster = cluster;
        this.ec2 = ec2;
        this.objects = new StoredObjects(s3);
        this.before = Census.of(ec2, objects);
    }

    /**
     * Removes them, each after what depends on it.
     *
     * @throws AssertionError if something stays
     */
    public void remove() {
        Set<String> more = Census.of(ec2, objects).moreThan(before);
        if (more.isEmpty()) {
            return;
        }
        Instances.all(ec2).stream()
                .map(Instance::instanceId)
                .filter(more::contains)
                .forEach(id -> Instances.end(ec2, id));
        ec2.describeImages().images().stream()
                .map(Image::imageId)
                .filter(more::contains)
                .forEach(new Images(ec2, objects)::remove);
        ec2.describeSnapshots().snapshots().stream()
                .map(Snapshot::snapshotId)
                .filter(more::contains)
                .forEach(id -> ec2.deleteSnapshot(request -> request.snapshotId(id)));
        ec2.describeVolumes().volumes().stream()
                .map(Volume::volumeId)
                .filter(more::contains)
                .forEach(id -> Volumes.remove(ec2, id));
        KeyPairs.names(ec2).stream()
                .filter(name -> more.contains(Census.keyPair(name)))
                .forEach(name -> ec2.deleteKeyPair(request -> request.keyName(name)));
        ec2.describeTags().tags().stream()
                .filter(tag -> more.contains(Census.word(tag)))
                .forEach(tag -> ec2.deleteTags(request -> request.resources(tag.resourceId())));
        objects.tops().stream()
                .filter(top -> more.contains(Census.storedObjects(top)))
                .forEach(objects::delete);
        Census.of(ec2, objects).hasNothingMoreThan(before, cluster.name());
    }
}
