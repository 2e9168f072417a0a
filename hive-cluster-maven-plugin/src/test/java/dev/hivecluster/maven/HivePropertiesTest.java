package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which property wins. */
class HivePropertiesTest {
    @TempDir
    Path root;

    @Test
    void the_command_line_beats_the_pom_and_only_our_properties_are_taken() {
        MavenFixture maven = new MavenFixture(root).with("hive.nodes", "5").with("other", "x");
        MavenProject project = maven.module("a", """
                <properties><hive.nodes>3</hive.nodes><hive.simulator.timeScale>0.5</hive.simulator.timeScale></properties>
                """);

        assertThat(HiveProperties.of(maven.session(), project))
                .isEqualTo(Map.of("hive.nodes", "5", "hive.simulator.timeScale", "0.5"));
        assertThat(HiveProperties.value(maven.session(), project, "hive.nodes")).contains("5");
        assertThat(HiveProperties.value(maven.session(), project, "other")).contains("x");
        assertThat(HiveProperties.value(maven.session(), project, "none")).isEmpty();
    }

    @Test
    void an_empty_value_is_given_so_that_it_can_be_refused() {
        MavenFixture maven = new MavenFixture(root).with("hive.cluster", "");
        MavenProject project = maven.module("a", "");

        assertThat(HiveProperties.of(maven.session(), project)).containsEntry("hive.cluster", "");
    }

    @Test
    void a_parameter_of_the_goal_beats_both() {
        HiveMojo.Parameters given = new HiveMojo.Parameters();
        given.put("hive.nodes", "7");
        given.put("hive.az", null);
        given.putAll(Map.of("hive.simulator.bootTime", "1s"));
        given.putAll(null);

        assertThat(given.over(Map.of("hive.nodes", "5", "hive.az", "a", "hive.simulator.bootTime", "9s")))
                .isEqualTo(Map.of("hive.nodes", "7", "hive.az", "a", "hive.simulator.bootTime", "1s"));
    }
}
