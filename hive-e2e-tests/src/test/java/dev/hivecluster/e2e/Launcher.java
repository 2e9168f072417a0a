package dev.hivecluster.e2e;

import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/**
 * Launches instances of the smallest type from the run's image with the run's key pair.
 *
 * @param type found once there is room, and so not before it is needed
 */
record Launcher(Ec2Client ec2, Supplier<String> image, Supplier<String> type, Supplier<LoginKey> key) {
    /** Makes the image, which takes its time, unless it is there. */
    void prepare() {
        String unused = image.get();
    }

    RunInstancesResponse launch(int count) {
        return ec2.runInstances(request -> request.imageId(image.get())
                .instanceType(type.get())
                .keyName(key.get().name())
                .minCount(count)
                .maxCount(count));
    }
}
