package dev.hivecluster.e2e;

import dev.hivecluster.lifecycle.Cluster;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is expensive to have on a cluster, made when a test first asks for it and shared by all tests of the run: an image,
 * a key pair to log in with, running instances. Closed, it is gone; then {@link RunCensus} counts.
 */
final class ClusterFixtures implements AutoCloseable {
    private final Ec2Client ec2;
    private final StoredObjects objects;
    private final KeyPairs keyPairs;
    private final Lazy<String> type;
    private final Lazy<LoginKey> key;
    private final Lazy<ImageImport> image;
    private final InstancePool instances;
    private final Guests guests;

    ClusterFixtures(Cluster cluster, Ec2Client ec2, S3Client s3) {
        this.ec2 = ec2;
        this.objects = new StoredObjects(s3);
        this.keyPairs = new KeyPairs(ec2);
        this.type = new Lazy<>(() -> InstanceTypes.nano(ec2));
        this.key = new Lazy<>(() -> LoginKey.of(keyPairs.create(KeyPairs.uniqueName())));
        this.image = new Lazy<>(() -> ImageImport.into(cluster, InstanceTypes.architecture(ec2, type.get())));
        this.instances = new InstancePool(
                ec2, new Launcher(ec2, this::imageId, type, key), () -> InstanceTypes.room(ec2, type.get()));
        this.guests = new Guests(cluster, key);
    }

    /** The image that the run has imported. */
    ImageImport image() {
        return image.get();
    }

    String imageId() {
        return image().id();
    }

    /** The type of the run's instances. */
    String instanceType() {
        return type.get();
    }

    /** The key pair with which they are launched. */
    LoginKey key() {
        return key.get();
    }

    InstancePool instances() {
        return instances;
    }

    /** The ways into them. */
    Guests guests() {
        return guests;
    }

    /** What lies in the cluster's storage. */
    StoredObjects objects() {
        return objects;
    }

    @Override
    public void close() {
        List<AutoCloseable> parts = new ArrayList<>(List.of(guests, instances));
        image.ifMade().ifPresent(imported -> parts.add(() -> new Images(ec2, objects).remove(imported.id())));
        parts.add(keyPairs);
        Closing.all(parts);
    }
}
