package dev.hivecluster.deploy.tofu;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.hivecluster.deploy.DeployException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tofu with which tests run: as for users, but that the property {@code hive.tofu.binary} is one of the JVM. Where
 * there is none, a test is skipped with the reason; where {@code hive.tofu.required} is true, as in CI, it fails.
 */
public final class RealTofu {
    private RealTofu() {}

    /** The program, absolute. */
    public static Path required() throws InterruptedException {
        try {
            return TofuBinary.find(Optional.ofNullable(System.getProperty(TofuSettings.BINARY)), TofuHost.current())
                    .path();
        } catch (DeployException e) {
            if (Boolean.getBoolean("hive.tofu.required")) {
                throw new AssertionError("hive.tofu.required is true, but " + e.getMessage(), e);
            }
            return abort("not run: " + e.getMessage());
        }
    }
}
