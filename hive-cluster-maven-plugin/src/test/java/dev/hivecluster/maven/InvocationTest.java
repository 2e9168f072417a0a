package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who called a goal. */
class InvocationTest {
    @TempDir
    Path root;

    private MavenFixture maven;
    private List<MavenProject> modules;

    @BeforeEach
    void two_modules() {
        maven = new MavenFixture(root);
        modules = List.of(maven.module("core", "core", ""), maven.module("app", "app", ""));
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
}
