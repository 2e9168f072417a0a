package dev.hivecluster.deploy.tofu;

import java.nio.file.Path;

/** Where a module's files come from. */
public sealed interface TofuModule {
    /** A module that comes with the plugin: {@code terraform/<name>} in the source tree, {@code /terraform/<name>} in the jar. */
    record Bundled(String name) implements TofuModule {}

    /** The user's own. */
    record OfUser(Path directory) implements TofuModule {}
}
