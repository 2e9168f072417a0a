package dev.hivecluster.maven;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.directory.ClusterRecord;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.UpRequest;
import dev.hivecluster.model.ClusterName;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Makes the machines of a cluster. On machines that are there and as asked for it changes nothing. Bound to the
 * lifecycle, the cluster belongs to the build and ends with it; called by hand, it is kept until <code>down</code> or
 * until its time is over.
 *
 * @since 0.1.0
 */
@Mojo(
        name = UpMojo.GOAL,
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        requiresProject = false,
        threadSafe = true)
public final class UpMojo extends SpecMojo {
    static final String GOAL = "up";

    /**
     * Whether the cluster outlives the build: <code>never</code>, <code>on-failure</code> or <code>always</code>.
     * One that was made by calling this goal by hand is kept in any case; whether what a failed call left of it is, this
     * says as well. Default: <code>never</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.KEEP)
    private @Nullable String keep;

    /**
     * How long a kept cluster stands before anybody may destroy it, such as <code>90m</code> or <code>4h</code>;
     * <code>0</code> for ever. Default: <code>4h</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.TTL)
    private @Nullable String ttl;

    /**
     * Whether a kept cluster that is not what is asked for is destroyed and made anew, when this goal is called by hand.
     * Allowed: <code>true</code>, <code>false</code>. Default: <code>false</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.REPLACE)
    private @Nullable String replace;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.KEEP, keep);
        given.put(PropertyNames.TTL, ttl);
        given.put(PropertyNames.REPLACE, replace);
    }

    @Override
    void runBound() throws LifecycleException, IOException, InterruptedException {
        ClusterSettings settings = settings();
        ClusterName name = settings.name();
        Participant self = Participants.of(project(), execution().getExecutionId());
        Set<String> expected = Participants.names(participants().expected(name.value()));
        UpRequest request = UpRequest.of(settings, self.toString(), expected, false);
        BuildSession build = build(settings);
        Path target = Path.of(project().getBuild().getDirectory());
        TestResults.announce(
                build.directory(name), participants(), project(), execution().getExecutionId());
        Requested.warning(session().getGoals()).ifPresent(getLog()::warn);
        build.promise(name, target);
        build.point(build.session().up(request), target);
    }

    @Override
    void runByHand() throws LifecycleException, IOException, InterruptedException {
        ClusterSettings settings = settings();
        UpRequest request = UpRequest.of(settings, "hive-cluster:up", Set.of(), true);
        BuildSession build = build(settings);
        ClusterRecord record = build.session().up(request);
        for (MavenProject module : usersOf(record.name())) {
            build.point(record, Path.of(module.getBuild().getDirectory()));
        }
    }

    @Override
    void skipped(String property) {
        if (!property.equals(PropertyNames.SKIP)) {
            Failsafe.skip(project());
        }
        ClusterSettings settings = settings();
        TestResults.announce(
                new ClusterDirectory(BuildRoot.clusters(session(), settings), settings.name()),
                participants(),
                project(),
                execution().getExecutionId());
    }

    private List<MavenProject> usersOf(ClusterName name) {
        return session().getProjects().stream()
                .filter(module -> participants().in(module).containsKey(name.value()))
                .toList();
    }
}
