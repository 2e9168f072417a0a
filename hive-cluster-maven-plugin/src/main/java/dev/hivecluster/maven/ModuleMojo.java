package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** A goal that a person calls, and that runs goals of every module that binds the plugin, as the module configures them. */
abstract class ModuleMojo extends HiveMojo {
    /**
     * Whether this goal does nothing; it does nothing either if <code>skipTests</code>, <code>skipITs</code> or
     * <code>maven.test.skip</code> is true. Allowed: <code>true</code>,
     * <code>false</code>. Default: <code>false</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.SKIP)
    private @Nullable String skip;

    @Parameter(defaultValue = "${executedProject}", readonly = true)
    private @Nullable MavenProject executedProject;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private LifecycleExecutor lifecycleExecutor;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private BuildPluginManager pluginManager;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.SKIP, skip);
    }

    @Override
    final void run()
            throws LifecycleException, IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Optional<String> skipped = Skip.withTheTests(this::value);
        if (skipped.isPresent()) {
            getLog().info("Skipping %s: %s is true".formatted(execution().getGoal(), skipped.get()));
        } else if (participants().binds(project())) {
            runInModule(new Goals(lifecycleExecutor, pluginManager, session(), tested(), getLog()));
        } else if (session().getProjects().stream().noneMatch(participants()::binds)) {
            throw new MojoFailureException(
                    "no module of this build binds a goal of %s, so that there is nothing to test; bind up, configure and down, and Failsafe's goals, to a module"
                            .formatted(execution().getArtifactId()));
        } else {
            getLog().debug("%s does not use a cluster".formatted(project().getArtifactId()));
        }
    }

    /** Does the goal's work in a module that binds the plugin. */
    abstract void runInModule(Goals goals)
            throws LifecycleException, IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /** The module as the phases up to {@code process-test-classes} have left it. */
    final MavenProject tested() {
        return executedProject == null ? project() : executedProject;
    }

    /** The goal of this plugin, in each execution by which the module binds it, or else as it is. */
    final List<String> own(String goal) {
        String task = "%s:%s:%s:%s"
                .formatted(
                        execution().getGroupId(),
                        execution().getArtifactId(),
                        execution().getVersion(),
                        goal);
        List<String> bound = participants().executions(project(), goal).stream()
                .map(id -> task + "@" + id)
                .toList();
        return bound.isEmpty() ? List.of(task) : bound;
    }
}
