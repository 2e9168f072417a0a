package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that is a phase of a cluster: it can be skipped, and called by hand it runs once in a build. That it does since it
 * requires no project: Maven calls such a goal at the root of a build only, and never beside its modules.
 */
abstract class ClusterMojo extends HiveMojo {
    /**
     * Whether this goal does nothing. Bound to the lifecycle it does nothing either if <code>skipTests</code>,
     * <code>skipITs</code> or <code>maven.test.skip</code> is true. Allowed: <code>true</code>,
     * <code>false</code>. Default: <code>false</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.SKIP)
    private @Nullable String skip;

    /**
     * How long making the machines may take, such as <code>90s</code> or <code>10m</code>. Default: <code>20m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.TIMEOUT_UP)
    private @Nullable String timeoutUp;

    /**
     * How long installing and forming Hive may take, until it answers, such as <code>90s</code> or <code>10m</code>.
     * Default: <code>40m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.TIMEOUT_CONFIGURE)
    private @Nullable String timeoutConfigure;

    /**
     * How long destroying the machines may take, such as <code>90s</code> or <code>10m</code>. Default: <code>10m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.TIMEOUT_DOWN)
    private @Nullable String timeoutDown;

    /**
     * Whether the directory of a destroyed cluster is removed as a whole, with results, evidence, logs and report.
     * Allowed: <code>true</code>, <code>false</code>. Default: <code>false</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.PURGE)
    private @Nullable String purge;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.SKIP, skip);
        given.put(PropertyNames.TIMEOUT_UP, timeoutUp);
        given.put(PropertyNames.TIMEOUT_CONFIGURE, timeoutConfigure);
        given.put(PropertyNames.TIMEOUT_DOWN, timeoutDown);
        given.put(PropertyNames.PURGE, purge);
    }

    @Override
    final void run()
            throws LifecycleException, IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Optional<String> skipped = skippedBy();
        if (skipped.isPresent()) {
            getLog().info("Skipping %s: %s is true".formatted(execution().getGoal(), skipped.get()));
            skipped(skipped.get());
        } else if (isByHand()) {
            runByHand();
        } else {
            runBound();
        }
    }

    /** The lifecycle called the goal. */
    abstract void runBound()
            throws LifecycleException, IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /** A person called the goal. */
    abstract void runByHand()
            throws LifecycleException, IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /**
     * What has to be done even if the goal does nothing.
     *
     * @param property the property that says so
     */
    void skipped(String property) {}

    private Optional<String> skippedBy() {
        return isByHand() ? Skip.always(this::value) : Skip.withTheTests(this::value);
    }
}
