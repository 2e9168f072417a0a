package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.lifecycle.Settlement;
import dev.hivecluster.lifecycle.Verdict;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Destroys a cluster; results, evidence, logs and report stay. Bound to the lifecycle it saves the results of the tests,
 * and destroys only what this build made, once the last module that uses it is done; it fails if tests failed and nothing
 * else would say so, or if tests that were planned were not run. Called by hand it destroys the cluster, whoever made it;
 * if there is none, it succeeds.
 *
 * @since 0.1.0
 */
@Mojo(
        name = DownMojo.GOAL,
        defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
        requiresProject = false,
        threadSafe = true)
public final class DownMojo extends ClusterMojo {
    static final String GOAL = "down";

    @Override
    void runBound() throws LifecycleException, IOException, MojoExecutionException, MojoFailureException {
        ClusterSettings settings = settings();
        ClusterName name = settings.name();
        BuildSession build = build(settings);
        List<Participant> done =
                participants().meant(project(), name.value(), execution().getExecutionId());
        ModuleResult result = ModuleResult.sum(done.stream().map(build::collect).toList());
        boolean failed = !result.isGreen() || session().getResult().hasExceptions();
        try {
            release(build, name, done, failed ? Verdict.FAILED : Verdict.PASSED);
            build.removeStalePointers();
        } catch (LifecycleException e) {
            throw new MojoExecutionException("%s\nThe tests before: %s".formatted(Failures.text(e), result), e);
        }
        new TestsJudge(failsafe(), build.directory(name).testResults()).judge(result);
    }

    private void release(BuildSession build, ClusterName name, List<Participant> done, Verdict verdict)
            throws LifecycleException {
        for (Participant participant : done) {
            Settlement settlement = build.session().release(name, participant.toString(), verdict);
            getLog().debug("cluster %s, %s: %s".formatted(name, participant, settlement));
        }
    }

    @Override
    void runByHand() throws LifecycleException, IOException {
        ClusterSettings settings = settings();
        Limits limits = Limits.of(settings);
        BuildSession build = build(settings);
        if (!build.session().destroy(settings.name(), limits)) {
            getLog().info("there is no cluster %s in %s; nothing to destroy"
                    .formatted(
                            settings.name(),
                            build.directory(settings.name()).path().getParent()));
        }
        build.removePointers(settings.name());
    }
}
