package dev.hivecluster.maven;

import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Compiles the tests, makes the cluster, runs them on it, and destroys it whatever happened: what
 * <code>verify</code> does, without packaging and without other plugins' goals. It runs <code>up</code>,
 * <code>configure</code>, Failsafe and <code>down</code> as each module that binds this plugin configures them.
 *
 * @since 0.1.0
 */
@Mojo(name = FullMojo.GOAL, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_TEST_CLASSES)
public final class FullMojo extends ModuleMojo {
    static final String GOAL = "full";

    @Override
    void runInModule(Goals goals) throws MojoExecutionException, MojoFailureException {
        try (Invocation.AsBound bound = Invocation.asBound(tested())) {
            try {
                goals.run(own(UpMojo.GOAL));
                goals.run(own(ConfigureMojo.GOAL));
                goals.run(failsafe().tasks(Failsafe.INTEGRATION_TEST));
            } catch (MojoExecutionException | MojoFailureException e) {
                downAfter(e, goals);
                throw e;
            }
            goals.run(own(DownMojo.GOAL));
            goals.run(failsafe().tasks(Failsafe.VERIFY));
        }
    }

    /** What went wrong first is what the user has to know; a failing teardown is told with it. */
    private void downAfter(AbstractMojoExecutionException failure, Goals goals) throws MojoExecutionException {
        try {
            goals.run(own(DownMojo.GOAL));
        } catch (MojoExecutionException | MojoFailureException e) {
            failure.addSuppressed(e);
            throw new MojoExecutionException(Failures.text(failure), failure);
        }
    }
}
