package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.ClusterName;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * What an account has at a time. Instances that have ended are not counted: nobody can remove them.
 *
 * @param resources ids and names
 */
record Census(Set<String> resources) {
    Census {
        resources = Set.copyOf(resources);
    }

    static Census of(Ec2Client ec2) {
        return new Census(Stream.of(
                        Instances.all(ec2).stream()
                                .filter(instance -> !Instances.hasEnded(instance))
                                .map(Instance::instanceId),
                        ec2.describeVolumes().volumes().stream().map(Volume::volumeId),
                        ec2.describeSnapshots().snapshots().stream().map(Snapshot::snapshotId),
                        ec2.describeImages().images().stream().map(Image::imageId),
                        KeyPairs.names(ec2).stream().map(Census::keyPair),
                        ec2.describeTags().tags().stream().map(Census::word))
                .flatMap(found -> found)
                .collect(TreeSet::new, Set::add, Set::addAll));
    }

    /** The same, and what lies in the storage: that goes with what it belongs to (recording 166). */
    static Census of(Ec2Client ec2, StoredObjects objects) {
        return new Census(Stream.concat(
                        of(ec2).resources().stream(), objects.tops().stream().map(Census::storedObjects))
                .collect(Collectors.toSet()));
    }

    static String storedObjects(String top) {
        return "stored objects " + top;
    }

    static String keyPair(String name) {
        return "key pair " + name;
    }

    static String word(TagDescription tag) {
        return "tag %s of %s".formatted(tag.key(), tag.resourceId());
    }

    /** What was added. */
    Set<String> moreThan(Census earlier) {
        Set<String> more = new TreeSet<>(resources);
        more.removeAll(earlier.resources);
        return more;
    }

    /** Asserts that nothing has been added. */
    void hasNothingMoreThan(Census earlier, ClusterName cluster) {
        assertThat(moreThan(earlier))
                .as("what these tests left behind on cluster %s", cluster)
                .isEmpty();
    }
}
