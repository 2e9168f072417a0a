package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.Flag;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Hive cluster of the machines, and waits until it answers. On a cluster that is ready it changes nothing. Bound
 * to the lifecycle it also clears what earlier tests on a cluster of this name left.
 *
 * @since 0.1.0
 */
@Mojo(
        name = ConfigureMojo.GOAL,
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        requiresProject = false,
        threadSafe = true)
public final class ConfigureMojo extends ClusterMojo {
    static final String GOAL = "configure";

    /**
     * Whether a cluster that is formed, wholly or half, is formed anew, which destroys Hive's configuration and data on
     * every node. Allowed: <code>true</code>, <code>false</code>. Default: <code>false</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.REFORM)
    private @Nullable String reform;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.REFORM, reform);
    }

    @Override
    void runBound() throws LifecycleException, IOException, InterruptedException {
        ClusterSettings settings = settings();
        ClusterName name = settings.name();
        BuildSession build = configured(settings);
        build.session().beginTests(name);
        for (Participant participant :
                participants().meant(project(), name.value(), execution().getExecutionId())) {
            build.begin(
                    participant,
                    ModuleTests.begin(
                            failsafe().executions(),
                            TestResults.directory(
                                    build.directory(name), participants(), project(), participant.execution())));
        }
    }

    @Override
    void runByHand() throws LifecycleException, InterruptedException {
        configured(settings());
    }

    private BuildSession configured(ClusterSettings settings) throws LifecycleException, InterruptedException {
        boolean anew = Flag.of(settings, PropertyNames.REFORM);
        Limits limits = Limits.of(settings);
        BuildSession build = build(settings);
        build.session().configure(settings.name(), limits, anew);
        return build;
    }
}
