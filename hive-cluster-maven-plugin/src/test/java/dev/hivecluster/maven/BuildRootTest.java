package dev.hivecluster.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hivecluster.model.ClusterSettings;
import dev.hivecluster.model.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a build's clusters lie. */
class BuildRootTest {
    private static final ClusterSettings NOTHING_GIVEN = ClusterSettings.of(Map.of());

    @TempDir
    Path root;

    private MavenFixture maven;

    @BeforeEach
    void maven() {
        maven = new MavenFixture(root);
    }

    @Test
    void the_directory_marked_by_dot_mvn_is_the_root() throws Exception {
        Files.createDirectory(root.resolve(".mvn"));
        maven.request.setBaseDirectory(root.resolve("deep/module").toFile());
        maven.module("module", "deep/module", "");

        assertThat(BuildRoot.clusters(maven.session(), NOTHING_GIVEN)).isEqualTo(root.resolve("clusters"));
    }

    @Test
    void without_it_the_topmost_parent_found_upwards_is() {
        maven.request.setMultiModuleProjectDirectory(
                root.resolve("top/middle/leaf").toFile());
        MavenFixture elsewhere = new MavenFixture(root);
        MavenProject top = elsewhere.module("top", "top", "");
        MavenProject middle = elsewhere.module("middle", "top/middle", "");
        middle.setParent(top);
        MavenProject leaf = maven.module("leaf", "top/middle/leaf", "");
        leaf.setParent(middle);

        assertThat(BuildRoot.clusters(maven.session(), NOTHING_GIVEN)).isEqualTo(root.resolve("top/clusters"));
    }

    @Test
    void a_parent_beside_the_module_or_from_a_repository_is_no_root() {
        MavenProject beside = new MavenFixture(root).module("parent", "parent", "");
        MavenProject module = maven.module("module", "module", "");
        module.setParent(beside);
        MavenProject far = new MavenProject();
        beside.setParent(far);

        assertThat(BuildRoot.of(maven.session())).isEqualTo(root.resolve("module"));
    }

    @Test
    void without_a_pom_it_is_the_current_directory() {
        assertThat(BuildRoot.clusters(maven.session(), NOTHING_GIVEN)).isEqualTo(root.resolve("clusters"));
    }

    @Test
    void the_property_moves_it_relative_to_the_root_or_absolutely() {
        assertThat(BuildRoot.clusters(maven.session(), at("out/hive"))).isEqualTo(root.resolve("out/hive"));
        assertThat(BuildRoot.clusters(maven.session(), at("/var/hive/../clusters")))
                .isEqualTo(Path.of("/var/clusters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b"})
    void what_is_no_path_is_refused_by_the_name_of_its_property(String directory) {
        assertThatThrownBy(() -> BuildRoot.clusters(maven.session(), at(directory)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.clustersDirectory is")
                .hasMessageContaining("such as -Dhive.clustersDirectory=clusters");
    }

    @Test
    void a_file_is_refused() throws Exception {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> BuildRoot.clusters(maven.session(), at(file.toString())))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("hive.clustersDirectory is");
    }

    private static ClusterSettings at(String directory) {
        return ClusterSettings.of(Map.of("hive.clustersDirectory", directory));
    }
}
