package dev.hivecluster.maven;

import static dev.hivecluster.maven.MavenFixture.build;
import static dev.hivecluster.maven.MavenFixture.execution;
import static dev.hivecluster.maven.MavenFixture.executions;
import static dev.hivecluster.maven.MavenFixture.hive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.directory.ClusterDirectory;
import dev.hivecluster.model.ClusterName;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who in a build uses which cluster, as its POMs say. */
class ParticipantsTest {
    private static final String[] ALL = {"up", "configure", "down"};

    @TempDir
    Path root;

    private MavenFixture maven;

    @BeforeEach
    void maven() {
        maven = new MavenFixture(root);
    }

    @Test
    void each_module_that_binds_up_without_a_name_uses_the_default_cluster() {
        maven.module("a", build(hive(executions(execution("hive", "", ALL)))));
        maven.module("b", build(hive(executions(execution("hive", "", ALL)))));
        maven.module("c", "");

        assertThat(expected("hive-e2e")).containsExactly("g:a#hive", "g:b#hive");
        assertThat(expected("other")).isEmpty();
    }

    @Test
    void a_name_comes_from_the_execution_else_the_plugin_else_the_properties() {
        maven.module(
                "a",
                build(hive("<configuration><cluster>plugin</cluster></configuration>"
                        + executions(execution("x", "<cluster>execution</cluster>", ALL), execution("y", "", ALL)))));
        maven.module(
                "b",
                "<properties><hive.cluster>property</hive.cluster></properties>"
                        + build(hive(executions(execution("z", "", ALL)))));

        assertThat(expected("execution")).containsExactly("g:a#x");
        assertThat(expected("plugin")).containsExactly("g:a#y");
        assertThat(expected("property")).containsExactly("g:b#z");
    }

    @Test
    void a_name_that_is_a_property_set_while_the_build_runs_is_looked_up() {
        MavenProject project =
                maven.module("a", build(hive(executions(execution("x", "<cluster>${picked}</cluster>", ALL)))));
        project.getProperties().setProperty("picked", "chosen");

        assertThat(expected("chosen")).containsExactly("g:a#x");
    }

    @Test
    void an_execution_that_is_switched_off_or_skipped_does_not_take_part() {
        maven.module("off", build(hive(executions("""
                <execution><id>x</id><phase>none</phase><goals><goal>up</goal></goals></execution>"""))));
        maven.module("skipped", build(hive(executions(execution("x", "<skip>true</skip>", ALL)))));
        maven.module(
                "tests-off",
                "<properties><skipITs>true</skipITs></properties>" + build(hive(executions(execution("x", "", ALL)))));
        maven.module("on", build(hive(executions(execution("x", "<skip>false</skip>", ALL)))));

        assertThat(expected("hive-e2e")).containsExactly("g:on#x");
    }

    @Test
    void a_goal_belongs_to_the_up_of_its_own_execution_else_to_all_of_its_module() {
        MavenProject project =
                maven.module("a", build(hive(executions(execution("x", "", "up"), execution("y", "", "up")))));

        assertThat(participants().meant(project, "hive-e2e", "y")).hasToString("[g:a#y]");
        assertThat(participants().meant(project, "hive-e2e", "end")).hasToString("[g:a#x, g:a#y]");
        assertThat(participants().meant(project, "unheard-of", "end")).hasToString("[g:a#end]");
    }

    @Test
    void the_modules_that_bind_the_plugin_are_known_with_their_executions() {
        MavenProject user =
                maven.module("a", build(hive(executions(execution("x", "", ALL), execution("y", "", "down")))));
        MavenProject declares = maven.module("b", build(hive("")));

        assertThat(participants().binds(user)).isTrue();
        assertThat(participants().binds(declares)).isFalse();
        assertThat(participants().executions(user, "down")).containsExactly("x", "y");
        assertThat(participants().executions(user, "test")).isEmpty();
    }

    @Test
    void results_of_the_only_user_go_into_the_cluster_directory_itself() {
        MavenProject only = maven.module("a", build(hive(executions(execution("x", "", ALL)))));

        assertThat(TestResults.directory(cluster(), participants(), only, "x"))
                .isEqualTo(cluster().testResults());
    }

    @Test
    void results_of_several_users_go_into_directories_of_their_own() {
        MavenProject one = maven.module("a", build(hive(executions(execution("x", "", ALL)))));
        MavenProject two = maven.module("b", build(hive(executions(execution("x", "", ALL), execution("y", "", ALL)))));

        assertThat(TestResults.directory(cluster(), participants(), one, "x"))
                .isEqualTo(cluster().testResults().resolve("a"));
        assertThat(TestResults.directory(cluster(), participants(), two, "y"))
                .isEqualTo(cluster().testResults().resolve("b-y"));
    }

    @Test
    void the_property_for_reports_is_set_on_the_project() {
        MavenProject only = maven.module("a", build(hive(executions(execution("x", "", ALL)))));

        TestResults.announce(cluster(), participants(), only, "x");

        assertThat(only.getProperties().getProperty("hive.testResults"))
                .isEqualTo(cluster().testResults().toString());
    }

    private List<String> expected(String cluster) {
        return List.copyOf(Participants.names(participants().expected(cluster)));
    }

    private Participants participants() {
        return new Participants(maven.session(), MavenFixture.PLUGIN);
    }

    private ClusterDirectory cluster() {
        return new ClusterDirectory(root.resolve("clusters"), ClusterName.DEFAULT);
    }
}
