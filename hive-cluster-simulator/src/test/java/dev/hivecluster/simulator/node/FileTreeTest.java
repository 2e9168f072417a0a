package dev.hivecluster.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTreeTest {
    @TempDir
    Path directory;

    private Path root;
    private FileTree tree;

    @BeforeEach
    void plant() throws IOException {
        root = directory.resolve("root");
        Files.createDirectories(root.resolve("a/b"));
        tree = new FileTree(root);
    }

    @ParameterizedTest
    @CsvSource({
        "/, ''",
        "/a/b, a/b",
        "/a/../x, x",
        "/../../etc/passwd, etc/passwd",
        "/a/b/../../../../.., ''",
        "//a///b/., a/b",
        "/a/b/, a/b"
    })
    void paths_stay_in_the_tree(String path, String place) {
        assertThat(tree.resolve(path)).isEqualTo(place.isEmpty() ? root : root.resolve(place));
    }

    @Test
    void an_absolute_link_begins_at_the_trees_root() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("/a/b"));
        assertThat(tree.resolve("/link/x")).isEqualTo(root.resolve("a/b/x"));
        assertThat(tree.canonical("/link/../y")).isEqualTo("/a/y");
    }

    @Test
    void a_relative_link_does_not_climb_out() throws IOException {
        Files.createSymbolicLink(root.resolve("a/link"), Path.of("../../../etc"));
        assertThat(tree.resolve("/a/link/passwd")).isEqualTo(root.resolve("etc/passwd"));
    }

    @Test
    void a_link_at_the_end_is_the_link_itself_where_it_is_not_followed() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("/a/b"));
        assertThat(tree.locate("/link")).isEqualTo(root.resolve("link"));
        assertThat(tree.locate("/link/.")).isEqualTo(root.resolve("a/b"));
    }

    @Test
    void links_in_a_circle_are_an_error() throws IOException {
        Files.createSymbolicLink(root.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(root.resolve("two"), Path.of("one"));
        assertThatThrownBy(() -> tree.resolve("/one"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileSystemLoopException.class);
    }
}
