package dev.hivecluster.maven;

import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** Runs goals of a module as its POM configures them, in the running Maven. */
final class Goals {
    private final LifecycleExecutor lifecycle;
    private final BuildPluginManager plugins;
    private final MavenSession session;
    private final MavenProject project;
    private final Log log;

    /** @param project the module as the phases before have left it */
    Goals(
            LifecycleExecutor lifecycle,
            BuildPluginManager plugins,
            MavenSession session,
            MavenProject project,
            Log log) {
        this.lifecycle = lifecycle;
        this.plugins = plugins;
        this.session = session;
        this.project = project;
        this.log = log;
    }

    /**
     * Runs them one after the other.
     *
     * @param tasks each as {@code group:artifact:version:goal@execution}
     */
    void run(List<String> tasks) throws MojoExecutionException, MojoFailureException {
        if (tasks.isEmpty()) {
            return;
        }
        MavenProject current = session.getCurrentProject();
        session.setCurrentProject(project);
        try {
            for (MojoExecution execution : plan(tasks)) {
                log.info("%s:%s (%s) on %s"
                        .formatted(
                                execution.getArtifactId(),
                                execution.getGoal(),
                                execution.getExecutionId(),
                                project.getArtifactId()));
                run(execution);
            }
        } finally {
            session.setCurrentProject(current);
        }
    }

    private List<MojoExecution> plan(List<String> tasks) throws MojoExecutionException {
        try {
            return lifecycle
                    .calculateExecutionPlan(session, true, tasks.toArray(String[]::new))
                    .getMojoExecutions();
        } catch (Exception e) {
            throw new MojoExecutionException("%s cannot be run: %s".formatted(tasks, e.getMessage()), e);
        }
    }

    private void run(MojoExecution execution) throws MojoExecutionException, MojoFailureException {
        try {
            plugins.executeMojo(session, execution);
        } catch (MojoExecutionException | MojoFailureException e) {
            throw e;
        } catch (Exception e) {
            throw new MojoExecutionException("%s cannot be run: %s".formatted(execution, e.getMessage()), e);
        }
    }
}
