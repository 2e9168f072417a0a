package dev.hivecluster.simulator.compute;

import org.jspecify.annotations.Nullable;

/**
 * What is to be launched.
 *
 * @param imageId whether or not there is such an image
 * @param keyName the key pair that logs in; none if nobody is to
 * @param rootSizeGib the root volume's size; 0 for the image's own
 * @param deleteOnTermination whether the root volume ends with the instance
 */
public record LaunchOrder(
        String imageId, InstanceType type, @Nullable String keyName, int rootSizeGib, boolean deleteOnTermination) {}
