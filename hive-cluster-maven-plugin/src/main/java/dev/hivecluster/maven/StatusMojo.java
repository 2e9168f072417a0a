package dev.hivecluster.maven;

import dev.hivecluster.lifecycle.ClusterStatus;
import dev.hivecluster.lifecycle.HiveClusters;
import dev.hivecluster.lifecycle.LifecycleException;
import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.InvalidSettingException;
import dev.hivecluster.model.Json;
import dev.hivecluster.model.PropertyNames;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows a cluster as it is now: its nodes, their machines, the health of every service, whether it is ready, its phase,
 * age, owner and expiry. Nothing is changed.
 *
 * @since 0.1.0
 */
@Mojo(name = StatusMojo.GOAL, requiresProject = false, threadSafe = true)
public final class StatusMojo extends HiveMojo {
    static final String GOAL = "status";

    /**
     * The form of the answer: <code>table</code>, in Maven's log, or <code>json</code>, on standard output alone, where
     * <code>-q</code> leaves nothing else. Default: <code>table</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = PropertyNames.FORMAT, defaultValue = "table")
    @SuppressWarnings("NullAway.Init")
    private String format;

    @Override
    void parameters(Parameters given) {
        super.parameters(given);
        given.put(PropertyNames.FORMAT, format);
    }

    @Override
    void run() throws LifecycleException, InterruptedException {
        ClusterSettings settings = settings();
        boolean json = switch (format) {
            case "json" -> true;
            case "table" -> false;
            default -> throw new InvalidSettingException(PropertyNames.FORMAT, format, "table or json");
        };
        Path directory = BuildRoot.clusters(session(), settings);
        Optional<ClusterStatus> status = HiveClusters.in(directory, getClass().getClassLoader(), logins())
                .status(settings.name());
        if (json) {
            System.out.print(Json.write(StatusDocument.of(settings.name(), status)));
            System.out.flush();
        } else if (status.isPresent()) {
            StatusTable.lines(status.get()).forEach(getLog()::info);
        } else {
            getLog().info("there is no cluster %s in %s".formatted(settings.name(), directory));
        }
    }
}
