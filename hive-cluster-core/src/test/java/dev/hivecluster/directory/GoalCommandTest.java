package dev.hivecluster.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.model.ClusterName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GoalCommandTest {
    @Test
    void names_plugin_cluster_and_directory_in_full() {
        assertThat(GoalCommand.of(cluster("/work space/clusters"), "down"))
                .matches(
                        "mvn dev\\.hivecluster:hive-cluster-maven-plugin:\\d[\\w.-]*:down -Dhive\\.cluster=demo -Dhive\\.clustersDirectory='/work space/clusters'");
    }

    @Test
    void calls_several_goals_in_one_build() {
        assertThat(GoalCommand.of(cluster("/clusters"), "up", "configure"))
                .matches(
                        "mvn dev\\.hivecluster:hive-cluster-maven-plugin:\\d[\\w.-]*:up dev\\.hivecluster:hive-cluster-maven-plugin:\\d[\\w.-]*:configure -Dhive\\.cluster=demo -Dhive\\.clustersDirectory=/clusters");
    }

    private static ClusterDirectory cluster(String clusters) {
        return new ClusterDirectory(Path.of(clusters), new ClusterName("demo"));
    }
}
