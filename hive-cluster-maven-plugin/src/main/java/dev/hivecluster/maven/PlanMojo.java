package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.model.ClusterSettings;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows what <code>up</code> would do to the machines of a cluster, in the words of the tool that would do it, such as
 * OpenTofu's plan. Nothing is made, changed or recorded.
 *
 * @since 0.1.0
 */
@Mojo(name = PlanMojo.GOAL, requiresProject = false, threadSafe = true)
public final class PlanMojo extends SpecMojo {
    static final String GOAL = "plan";

    @Override
    void runBound() throws LifecycleException, InterruptedException {
        plan();
    }

    @Override
    void runByHand() throws LifecycleException, InterruptedException {
        plan();
    }

    private void plan() throws LifecycleException, InterruptedException {
        ClusterSettings settings = settings();
        BuildSession build = build(settings);
        build.plan(settings, Limits.of(settings).up()).lines().forEach(getLog()::info);
    }
}
