package dev.hivecluster.maven;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Properties as Maven ranks them: the project's, over them the JVM's, over them those of the command line. */
final class HiveProperties {
    private static final String PREFIX = "hive.";

    private HiveProperties() {}

    /** All properties that are ours, by name. */
    static Map<String, String> of(MavenSession session, MavenProject project) {
        Map<String, String> ours = new TreeMap<>();
        for (Properties source : sources(session, project)) {
            for (String name : source.stringPropertyNames()) {
                if (name.startsWith(PREFIX)) {
                    ours.put(name, source.getProperty(name));
                }
            }
        }
        return ours;
    }

    /** One property, ours or not. */
    static Optional<String> value(MavenSession session, MavenProject project, String name) {
        return sources(session, project).stream()
                .flatMap(source -> Optional.ofNullable(source.getProperty(name)).stream())
                .reduce((earlier, later) -> later);
    }

    /** The one that wins comes last. */
    private static List<Properties> sources(MavenSession session, MavenProject project) {
        return List.of(project.getProperties(), session.getSystemProperties(), session.getUserProperties());
    }
}
