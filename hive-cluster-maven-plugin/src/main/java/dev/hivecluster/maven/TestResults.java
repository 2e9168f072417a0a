package dev.hivecluster.maven;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.PropertyNames;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.project.MavenProject;

/** Where the results of a module's tests on a cluster go. */
final class TestResults {
    private TestResults() {}

    /**
     * The directory: the cluster's own, or one in it if others in the build test on the cluster, too.
     *
     * @param execution the id of the execution of {@code up}
     */
    static Path directory(ClusterDirectory cluster, Participants participants, MavenProject project, String execution) {
        String name = cluster.name().value();
        if (participants.expected(name).size() <= 1) {
            return cluster.testResults();
        }
        List<Participant> ofModule = participants.in(project).getOrDefault(name, List.of());
        return cluster.testResults()
                .resolve(ofModule.size() > 1 ? project.getArtifactId() + "-" + execution : project.getArtifactId());
    }

    /** Sets the property by which a POM may send reports there at once. */
    static void announce(ClusterDirectory cluster, Participants participants, MavenProject project, String execution) {
        project.getProperties()
                .setProperty(
                        PropertyNames.TEST_RESULTS,
                        directory(cluster, participants, project, execution).toString());
    }
}
