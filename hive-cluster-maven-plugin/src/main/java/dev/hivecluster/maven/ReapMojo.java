package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.lifecycle.Limits;
import dev.hivecluster.lifecycle.Reaper;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.Flag;
import dev.hivecluster.model.PropertyNames;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Destroys the clusters that nobody is responsible for any more: kept ones whose time is over, and others whose build is
 * gone, whatever their names: <code>hive.cluster</code> does not narrow it. Machines of clusters whose directory is gone
 * are destroyed, too, wherever it was, if the deployer finds them.
 *
 * @since 0.1.0
 */
@Mojo(name = ReapMojo.GOAL, requiresProject = false, threadSafe = true)
public final class ReapMojo extends HiveMojo {
    static final String GOAL = "reap";

    /**
     * Whether they are only listed. Allowed: <code>true</code>, <code>false</code>. Default: <code>false</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.DRY_RUN)
    private @Nullable String dryRun;

    /**
     * How long destroying one cluster may take, such as <code>90s</code> or <code>10m</code>. Default: <code>10m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.TIMEOUT_DOWN)
    private @Nullable String timeoutDown;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.DRY_RUN, dryRun);
        given.put(PropertyNames.TIMEOUT_DOWN, timeoutDown);
    }

    @Override
    void run() throws LifecycleException, InterruptedException {
        ClusterSettings settings = settings();
        boolean listOnly = Flag.of(settings, PropertyNames.DRY_RUN);
        Limits limits = Limits.of(settings);
        Reaper reaper = build(settings).reaper(settings);
        List<Reaper.Finding> findings = listOnly ? reaper.find() : reaper.reap(limits.down());
        if (listOnly) {
            findings.forEach(finding ->
                    getLog().info("%s would be destroyed: %s".formatted(finding.description(), finding.reason())));
        }
        if (findings.isEmpty()) {
            getLog().info("no cluster in %s is expired or ownerless"
                    .formatted(BuildRoot.clusters(session(), settings)));
        }
    }
}
