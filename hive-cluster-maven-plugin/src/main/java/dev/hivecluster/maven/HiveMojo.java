package dev.hivecluster.maven;

import dev.hivecluster.deploy.ServerLogins;
import dev.hivecluster.lifecycle.ClusterStateException;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: which cluster they mean, and how their failures are told to Maven. */
abstract class HiveMojo extends AbstractMojo {
    /**
     * The cluster's name: 1 to 40 lower-case letters, digits and hyphens, neither first nor last a hyphen. Default:
     * <code>hive-e2e</code>. The goal <code>reap</code> looks at every cluster, whichever is named here.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.CLUSTER)
    private @Nullable String cluster;

    /**
     * The directory that holds the clusters of this build, each in a directory of its own; a relative one lies in the
     * root of the build. Default: <code>clusters</code> in the root of the build, which is the directory with
     * <code>.mvn</code>, else the topmost parent module found upwards; without a POM, the current directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.CLUSTERS_DIRECTORY)
    private @Nullable String clustersDirectory;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MojoExecution execution;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private SettingsDecrypter decrypter;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            run();
        } catch (InvalidSettingException | ClusterStateException e) {
            throw new MojoFailureException(Failures.text(e), e);
        } catch (LifecycleException | IOException e) {
            throw new MojoExecutionException(Failures.text(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException(execution.getGoal() + " was stopped", e);
        }
    }

    /** Does the goal's work. */
    abstract void run()
            throws LifecycleException, IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /** Adds what this goal was given as parameters, by property name. */
    void parameters(Parameters given) {
        given.put(PropertyNames.CLUSTER, cluster);
        given.put(PropertyNames.CLUSTERS_DIRECTORY, clustersDirectory);
    }

    /** All that the user gave: properties of the project, of the command line, and this goal's configuration. */
    final ClusterSettings settings() {
        Parameters given = new Parameters();
        parameters(given);
        return ClusterSettings.of(given.over(HiveProperties.of(session, project)));
    }

    final MavenSession session() {
        return session;
    }

    final MavenProject project() {
        return project;
    }

    final MojoExecution execution() {
        return execution;
    }

    /** Everything that this build does with the clusters of these settings' directory. */
    final BuildSession build(ClusterSettings settings) throws ClusterStateException {
        return BuildSessions.of(session).in(BuildRoot.clusters(session, settings), settings, logins(), getLog());
    }

    /** Who we are at the backends of deployers. */
    final ServerLogins logins() {
        return new SettingsLogins(session.getSettings(), decrypter);
    }

    /** Whether a person called this goal, rather than the build's lifecycle. */
    final boolean isByHand() {
        return Invocation.isByHand(execution, project);
    }

    /** Who in this build uses which cluster. */
    final Participants participants() {
        return new Participants(session, execution.getPlugin().getKey());
    }

    /** How the module uses Failsafe. */
    final Failsafe failsafe() {
        return new Failsafe(session, project, new Expressions(session, execution)::evaluate);
    }

    /** A property as this goal sees it. */
    final Optional<String> value(String name) {
        return settings().given(name).or(() -> HiveProperties.value(session, project, name));
    }

    /** Parameters by property name; those that were not given are left out. */
    static final class Parameters {
        private final Map<String, String> given = new TreeMap<>();

        void put(String property, @Nullable String value) {
            if (value != null) {
                given.put(property, value);
            }
        }

        void putAll(@Nullable Map<String, String> values) {
            if (values != null) {
                values.forEach(this::put);
            }
        }

        /** The properties, but for what was given here. */
        Map<String, String> over(Map<String, String> properties) {
            Map<String, String> all = new TreeMap<>(properties);
            all.putAll(given);
            return all;
        }
    }
}
