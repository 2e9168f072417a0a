package dev.hivecluster.maven;

import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Compiles the tests and runs them on a cluster that stands: Failsafe's executions, as configured, of each module that
 * binds this plugin. The cluster is left as it is.
 *
 * @since 0.1.0
 */
@Mojo(name = TestMojo.GOAL, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_TEST_CLASSES)
public final class TestMojo extends ModuleMojo {
    static final String GOAL = "test";

    @Override
    void runInModule(Goals goals) throws LifecycleException, IOException, MojoExecutionException, MojoFailureException {
        ClusterSettings settings = settings();
        BuildSession build = build(settings);
        Participant self = Participants.of(project(), execution().getExecutionId());
        ClusterName first = begin(build, settings);
        build.begin(
                self,
                ModuleTests.begin(
                        failsafe().executions(),
                        TestResults.directory(build.directory(first), participants(), project(), GOAL)));
        ModuleResult result;
        try {
            goals.run(failsafe().tasks(Failsafe.INTEGRATION_TEST));
        } finally {
            result = build.collect(self);
        }
        goals.run(failsafe().tasks(Failsafe.VERIFY));
        new TestsJudge(failsafe(), build.directory(first).testResults()).judge(result);
    }

    /**
     * Finds each cluster that the module uses, and tells the tests of it.
     *
     * @return the first, to which the results go
     */
    private ClusterName begin(BuildSession build, ClusterSettings settings) throws LifecycleException, IOException {
        Set<ClusterName> clusters = new LinkedHashSet<>();
        participants().in(project()).keySet().forEach(name -> clusters.add(new ClusterName(name)));
        if (clusters.isEmpty()) {
            clusters.add(settings.name());
        }
        for (ClusterName name : clusters) {
            build.session().beginTests(name);
            ClusterRecord record = build.clusters().lifecycle().standing(name).orElseThrow();
            build.point(record, Path.of(project().getBuild().getDirectory()));
        }
        ClusterName first = List.copyOf(clusters).get(0);
        tested().getProperties()
                .setProperty(
                        PropertyNames.TEST_RESULTS,
                        TestResults.directory(build.directory(first), participants(), project(), GOAL)
                                .toString());
        return first;
    }
}
