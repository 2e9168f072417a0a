package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A goal that a person calls at the root of a build of several modules runs once. */
class InvocationTest {
    @TempDir
    Path root;

    private MavenFixture maven;
    private List<MavenProject> modules;

    @BeforeEach
    void three_modules() {
        maven = new MavenFixture(root);
        modules = List.of(
                maven.module("root", ".", ""), maven.module("core", "core", ""), maven.module("app", "app", ""));
    }

    @Test
    void up_runs_in_the_first_module() {
        assertThat(turns("up", "hive-cluster:up")).containsExactly("root");
    }

    @Test
    void down_before_up_runs_there_too_so_that_a_cluster_can_be_made_anew() {
        assertThat(turns("down", "hive-cluster:down", "hive-cluster:up")).containsExactly("root");
        assertThat(turns("up", "hive-cluster:down", "hive-cluster:up")).containsExactly("root");
    }

    @Test
    void down_after_a_phase_runs_in_the_last_module_since_all_have_to_be_done() {
        assertThat(turns("down", "hive-cluster:up", "verify", "hive-cluster:down"))
                .containsExactly("app");
        assertThat(turns("up", "hive-cluster:up", "verify", "hive-cluster:down"))
                .containsExactly("root");
    }

    @Test
    void the_goal_is_recognised_in_every_way_to_write_it() {
        assertThat(turns("down", "verify", "dev.hivecluster:hive-cluster-maven-plugin:0.1.0:down@mine"))
                .containsExactly("app");
        assertThat(turns("up", "dev.hivecluster:hive-cluster-maven-plugin:0.1.0:up@mine", "verify"))
                .containsExactly("root");
    }

    @Test
    void a_goal_of_the_lifecycle_is_not_by_hand() {
        assertThat(Invocation.isByHand(MavenFixture.bound("up"), modules.get(0)))
                .isFalse();
        assertThat(Invocation.isByHand(MavenFixture.byHand("up"), modules.get(0)))
                .isTrue();
    }

    @Test
    void what_full_runs_behaves_as_bound_in_its_module_and_only_while_it_runs() {
        try (Invocation.AsBound bound = Invocation.asBound(modules.get(0))) {
            assertThat(Invocation.isByHand(MavenFixture.byHand("up"), modules.get(0)))
                    .isFalse();
            assertThat(Invocation.isByHand(MavenFixture.byHand("up"), modules.get(1)))
                    .isTrue();
        }
        assertThat(Invocation.isByHand(MavenFixture.byHand("up"), modules.get(0)))
                .isTrue();
    }

    private List<String> turns(String goal, String... asked) {
        MavenSession session = maven.session(asked);
        return modules.stream()
                .filter(module -> Invocation.isTurn(MavenFixture.byHand(goal), session, module))
                .map(MavenProject::getArtifactId)
                .toList();
    }
}
