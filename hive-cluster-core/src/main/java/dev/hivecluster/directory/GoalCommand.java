package dev.hivecluster.directory;

import dev.hivecluster.model.PosixQuoting;
import dev.hivecluster.model.PropertyNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of the plugin's goals for one cluster, as messages print it for a person to copy. It names the plugin in full and
 * the directory, since Maven finds the prefix {@code hive-cluster} only where the POM at hand uses the plugin.
 */
public final class GoalCommand {
    private static final String PLUGIN = coordinates();

    private GoalCommand() {}

    /** @param goals such as {@code up}, in the order in which they are to run */
    public static String of(ClusterDirectory cluster, String... goals) {
        return "mvn %s -D%s=%s -D%s=%s"
                .formatted(
                        Stream.of(goals).map(goal -> PLUGIN + ":" + goal).collect(Collectors.joining(" ")),
                        PropertyNames.CLUSTER,
                        cluster.name(),
                        PropertyNames.CLUSTERS_DIRECTORY,
                        PosixQuoting.quote(cluster.path().resolveSibling("").toString()));
    }

    private static String coordinates() {
        try (InputStream resource =
                Objects.requireNonNull(GoalCommand.class.getResourceAsStream("plugin.properties"))) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("coordinates");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
